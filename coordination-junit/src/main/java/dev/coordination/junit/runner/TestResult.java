// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import dev.coordination.junit.contract.Rule;
import java.time.Duration;
import java.util.Set;

/**
 * How one test of the contract ended.
 *
 * @param name what it is called
 * @param rules the rules it tests; none for a check of the harness
 * @param state how it ended
 * @param reason why, in one line; empty when it passed
 * @param message all that it said, in as many lines as it takes; empty when it passed
 * @param time how long it took
 * @since 0.1.0
 */
public record TestResult(String name, Set<Rule> rules, RuleState state, String reason, String message, Duration time) {}
