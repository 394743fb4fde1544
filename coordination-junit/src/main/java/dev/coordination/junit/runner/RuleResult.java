// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import static java.util.stream.Collectors.joining;

import dev.coordination.Arguments;
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
        List<RuleState> states =
                tests.stream().map(TestResult::state).distinct().toList();
        if (states.isEmpty()) {
            return RuleState.NOT_RUN;
        }
        if (states.contains(RuleState.FAILED)) {
            return RuleState.FAILED;
        }
        return states.size() == 1 ? states.get(0) : RuleState.PARTLY_PASSED;
    }

    /**
     * Returns the number of this rule's tests in a state.
     *
     * @param state the state of a test
     * @return the number of tests
     * @throws NullPointerException if the state is null
     * @since 0.1.0
     */
    public long count(RuleState state) {
        Arguments.notNull(state, "state");
        return tests.stream().filter(test -> test.state() == state).count();
    }

    /**
     * Returns how many of this rule's tests passed and why the others did not, such as {@code passed 4 of 5, 1 skipped:
     * needs PUBSUB}. If tests failed, the line contains their number and the reason of the first failure.
     *
     * @return one line, or an empty string if the rule passed or was not run
     * @since 0.1.0
     */
    public String reason() {
        return switch (state) {
            case PASSED, NOT_RUN -> "";
            case FAILED -> "failed " + count(RuleState.FAILED) + " of " + tests.size() + ": " + firstFailure();
            case PARTLY_PASSED -> "passed " + count(RuleState.PASSED) + " of " + tests.size() + ", " + skipped();
            case SKIPPED -> skipped();
        };
    }

    private String firstFailure() {
        return in(RuleState.FAILED).map(TestResult::reason).findFirst().orElse("");
    }

    private String skipped() {
        return count(RuleState.SKIPPED) + " skipped: "
                + in(RuleState.SKIPPED).map(TestResult::reason).distinct().collect(joining("; "));
    }

    private Stream<TestResult> in(RuleState testState) {
        return tests.stream().filter(test -> test.state() == testState);
    }

    /**
     * Returns the total time of this rule's tests.
     *
     * @return the time
     * @since 0.1.0
     */
    public Duration time() {
        return tests.stream().map(TestResult::time).reduce(Duration.ZERO, Duration::plus);
    }
}
