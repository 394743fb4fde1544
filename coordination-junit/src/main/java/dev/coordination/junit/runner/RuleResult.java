// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import dev.coordination.junit.contract.Rule;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The result of one rule on one adapter.
 *
 * @param rule the rule
 * @param state the state that results from its tests
 * @param tests its tests that were run or skipped, sorted by name
 * @since 0.1.0
 */
public record RuleResult(Rule rule, RuleState state, List<TestResult> tests) {

    static RuleResult of(Rule rule, List<TestResult> all) {
        List<TestResult> tests =
                all.stream().filter(test -> test.rules().contains(rule)).toList();
        return new RuleResult(rule, stateOf(tests), tests);
    }

    private static RuleState stateOf(List<TestResult> tests) {
        return Stream.of(RuleState.FAILED, RuleState.SKIPPED, RuleState.PASSED)
                .filter(state -> tests.stream().anyMatch(test -> test.state() == state))
                .findFirst()
                .orElse(RuleState.NOT_RUN);
    }

    /**
     * Returns why the rule did not pass: the reason of its first failed test or, if none failed, of its first skipped
     * test.
     *
     * @return one line, or an empty string if the rule passed or was not run
     * @since 0.1.0
     */
    public String reason() {
        return tests.stream()
                .filter(test -> test.state() == state)
                .map(TestResult::reason)
                .findFirst()
                .orElse("");
    }

    /**
     * Returns the total time of its tests.
     *
     * @return the time
     * @since 0.1.0
     */
    public Duration time() {
        return tests.stream().map(TestResult::time).reduce(Duration.ZERO, Duration::plus);
    }
}
