// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import dev.coordination.junit.contract.Rule;
import java.time.Duration;
import java.util.Set;

/**
 * The result of one test of the contract.
 *
 * @param name the display name of the test
 * @param rules the rules it tests; empty for a check of the harness
 * @param state how it ended: passed, failed or skipped
 * @param reason why it did not pass, on one line; empty if it passed
 * @param message the failure message or the reason for skipping, on one or more lines; empty if it passed
 * @param location the frame in which it failed, such as {@code com.example.EtcdCache.get(EtcdCache.java:41)}: the first
 *     outside the contract or, if the contract itself detected the failure, the first inside it; empty if it did not
 *     fail or the frame is unknown
 * @param time how long it took
 * @since 0.1.0
 */
public record TestResult(
        String name, Set<Rule> rules, RuleState state, String reason, String message, String location, Duration time) {}
