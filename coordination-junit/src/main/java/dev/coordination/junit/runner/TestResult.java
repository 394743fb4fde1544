// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import dev.coordination.junit.contract.Rule;
import java.time.Duration;
import java.util.Set;

/**
 * The result of one contract test.
 *
 * @param name its display name
 * @param rules the rules it tests; empty for a check of the harness
 * @param state how it ended
 * @param reason why it did not pass, in one line; empty if it passed
 * @param message the failure message or the reason for skipping, in several lines; empty if it passed
 * @param time how long it took
 * @since 0.1.0
 */
public record TestResult(String name, Set<Rule> rules, RuleState state, String reason, String message, Duration time) {}
