// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.runner.ContractReport;
import dev.coordination.junit.runner.RuleResult;
import dev.coordination.junit.runner.RuleState;
import dev.coordination.junit.runner.TestResult;
import dev.coordination.parity.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Creates made-up results of the contract for tests of the report. */
final class Generated {

    /** The message of a failure that is hard to lay out, with long lines that cannot be broken at a space. */
    static final String LONG =
            "x".repeat(400) + "\nundecided on slow adapter:\n" + "Expecting value to be true ".repeat(20);

    /** All passed, all partly passed, some failed, all skipped, none run, and a mixture of these. */
    static final List<Function<Rule, RuleState>> STATES = List.of(
            rule -> RuleState.PASSED,
            rule -> RuleState.PARTLY_PASSED,
            failing(Rule.G_01, Rule.C_05),
            rule -> RuleState.SKIPPED,
            rule -> RuleState.NOT_RUN,
            Generated::anyState);

    private static final Duration TIME = Duration.ofMillis(16_218);

    private Generated() {}

    /** Returns a result in which every rule is in the given state, based on one test, or on two if it partly passed. */
    static ContractReport contract(String name, Map<String, String> details, Function<Rule, RuleState> states) {
        List<RuleResult> rules = new ArrayList<>();
        List<TestResult> tests = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            RuleState state = states.apply(rule);
            List<TestResult> own = switch (state) {
                case NOT_RUN -> List.of();
                case PARTLY_PASSED -> List.of(test(rule, RuleState.PASSED), test(rule, RuleState.SKIPPED));
                case PASSED, FAILED, SKIPPED -> List.of(test(rule, state));
            };
            tests.addAll(own);
            rules.add(new RuleResult(rule, state, own));
        }
        return new ContractReport("SomeContractTest", name, details, rules, tests, TIME);
    }

    private static TestResult test(Rule rule, RuleState state) {
        String message = switch (state) {
            case PASSED, PARTLY_PASSED, NOT_RUN -> "";
            case SKIPPED -> "needs " + rule.id();
            case FAILED -> LONG;
        };
        String reason = message.lines().findFirst().orElse("");
        String location = state == RuleState.FAILED ? "com.example.Cache.get(Cache.java:41)" : "";
        return new TestResult(
                rule.id() + " holds", Set.of(rule), state, reason, message, location, Duration.ofMillis(12));
    }

    /** Returns a state for each rule, so that every state occurs. */
    static RuleState anyState(Rule rule) {
        return RuleState.values()[rule.ordinal() % RuleState.values().length];
    }

    /** Writes a report on the given number of adapters: the in-memory adapter, and Redis servers. */
    static void write(Path directory, int adapters, Function<Rule, RuleState> states) throws IOException {
        report(adapters, states).write(directory, Ledger.empty());
    }

    static ParityReport report(int adapters, Function<Rule, RuleState> states) {
        ParityReport report = new ParityReport();
        IntStream.rangeClosed(1, adapters)
                .forEach(number -> report.add(
                        number == 1
                                ? contract("in-memory adapter, fake clock", Map.of("time", "fake clock"), states)
                                : contract(
                                        "Redis adapter on Redis 7.0." + number + " (Testcontainers, registry/"
                                                + "coordination-redis-image".repeat(6) + "), TTL shift",
                                        Map.of(
                                                "server",
                                                "Redis",
                                                "version",
                                                "7.0." + number,
                                                "started",
                                                "Testcontainers",
                                                "time",
                                                "TTL shift"),
                                        states)));
        return report;
    }

    /** Returns a function that fails the given rules and passes the others. */
    static Function<Rule, RuleState> failing(Rule... rules) {
        return rule -> Arrays.asList(rules).contains(rule) ? RuleState.FAILED : RuleState.PASSED;
    }
}
