// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import static java.util.stream.Collectors.joining;

import dev.coordination.junit.contract.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The results of the contract on one adapter.
 *
 * @param suite the simple name of the class that ran the contract
 * @param adapter the description of the harness
 * @param details the details of the harness; see {@link dev.coordination.junit.harness.CoordinationHarness#details}
 * @param rules one result for each {@link Rule}, in the order of the constants
 * @param tests the results of all tests, sorted by name, including those that check the harness
 * @param time the time from the start of the first test to the end of the last
 * @since 0.1.0
 */
public record ContractReport(
        String suite,
        String adapter,
        Map<String, String> details,
        List<RuleResult> rules,
        List<TestResult> tests,
        Duration time) {

    private static final double MILLIS_PER_SECOND = 1e3;

    static ContractReport of(
            String suite, String adapter, Map<String, String> details, List<TestResult> tests, Duration time) {
        List<TestResult> sorted =
                tests.stream().sorted(Comparator.comparing(TestResult::name)).toList();
        List<RuleResult> rules = Arrays.stream(Rule.values())
                .map(rule -> RuleResult.of(rule, sorted))
                .toList();
        return new ContractReport(suite, adapter, details, rules, sorted, time);
    }

    /**
     * Returns whether the adapter keeps the contract: there were tests, and none failed.
     *
     * @return whether it does; capabilities that it declares missing do not count as failures
     * @since 0.1.0
     */
    public boolean passed() {
        return !tests.isEmpty() && tests.stream().noneMatch(test -> test.state() == RuleState.FAILED);
    }

    /**
     * Returns the limits that the adapter declares and within which it was tested; see
     * {@link dev.coordination.junit.harness.CoordinationHarness#limits}.
     *
     * @return one line, or an empty string if the limits are those of the port
     * @since 0.1.0
     */
    public String limits() {
        return details.getOrDefault("limits", "");
    }

    private List<String> withinLimits() {
        return limits().isEmpty()
                ? List.of()
                : List.of((passed() ? "passed within limits: " : "failed within limits: ") + limits());
    }

    /**
     * Returns the number of rules in a state.
     *
     * @param state the state
     * @return the number of rules
     * @since 0.1.0
     */
    public long count(RuleState state) {
        return rules.stream().filter(rule -> rule.state() == state).count();
    }

    /**
     * Returns the counts, and a line for each failed test and for each rule with skipped tests.
     *
     * @return the lines
     * @since 0.1.0
     */
    public List<String> summary() {
        List<String> lines = new ArrayList<>();
        lines.add(counts());
        lines.addAll(withinLimits());
        tests.stream()
                .filter(test -> test.state() == RuleState.FAILED)
                .forEach(test -> lines.add("failed: " + test.name() + ": " + test.reason() + at(test)));
        Stream.of(RuleState.PARTLY_PASSED, RuleState.SKIPPED)
                .flatMap(state -> rules.stream().filter(rule -> rule.state() == state))
                .forEach(rule -> lines.add(rule.state() + ": " + rule.rule().id() + ": " + rule.reason()));
        return lines;
    }

    private static String at(TestResult test) {
        return test.location().isEmpty() ? "" : " (at " + test.location() + ")";
    }

    private String counts() {
        return String.format(
                Locale.ROOT,
                "%d rules: %d passed%s, %d failed, %d skipped%s (%d tests in %.1f s)",
                rules.size(),
                count(RuleState.PASSED),
                ifAny(RuleState.PARTLY_PASSED),
                count(RuleState.FAILED),
                count(RuleState.SKIPPED),
                ifAny(RuleState.NOT_RUN),
                tests.size(),
                time.toMillis() / MILLIS_PER_SECOND);
    }

    private String ifAny(RuleState state) {
        return count(state) == 0 ? "" : ", " + count(state) + " " + state;
    }

    /**
     * Returns a table with one line for each rule, then each failed test with its whole message and the frame in which
     * it failed, then the counts.
     */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add(adapter);
        rules.forEach(rule -> lines.add(row(rule)));
        lines.add("");
        tests.stream().filter(test -> test.state() == RuleState.FAILED).forEach(test -> {
            lines.add("failed: " + test.name());
            test.message().lines().forEach(line -> lines.add("  " + line));
            if (!test.location().isEmpty()) {
                lines.add("  at " + test.location());
            }
            lines.add("");
        });
        lines.add(counts());
        lines.addAll(withinLimits());
        return lines.stream().map(String::stripTrailing).collect(joining(System.lineSeparator()));
    }

    private static String row(RuleResult result) {
        return String.format(
                Locale.ROOT,
                "  %-4s  %-13s  %6d ms  %-26s  %s",
                result.rule().id(),
                result.state(),
                result.time().toMillis(),
                result.rule().title(),
                result.state() == RuleState.FAILED
                        ? "failed " + result.count(RuleState.FAILED) + " of "
                                + result.tests().size()
                        : result.reason());
    }
}
