package dev.coordination.parity;

import static java.util.stream.Collectors.toCollection;

import dev.coordination.junit.contract.Rule;
import dev.coordination.parity.TestOutcome.End;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the tests of one adapter say about the rules. */
final class AdapterSummary {

    private static final double NANOS_PER_SECOND = 1e9;

    private final List<TestOutcome> outcomes;
    private final Set<Rule> failed;
    private final Set<Rule> skipped;
    private final Set<Rule> passed;

    /** @param outcomes at least one */
    AdapterSummary(List<TestOutcome> outcomes) {
        this.outcomes = outcomes;
        this.failed = rulesThatEnded(End.FAILED);
        this.skipped = rulesThatEnded(End.SKIPPED);
        this.passed = rulesThatEnded(End.PASSED);
        // A rule passes when all of its tests did: one that failed counts first, then one that was skipped.
        skipped.removeAll(failed);
        passed.removeAll(failed);
        passed.removeAll(skipped);
    }

    private Set<Rule> rulesThatEnded(End end) {
        return outcomes.stream()
                .filter(outcome -> outcome.end() == end)
                .flatMap(outcome -> outcome.rules().stream())
                .collect(toCollection(() -> EnumSet.noneOf(Rule.class)));
    }

    /** Returns the counts in a line, then a line for each test that failed and for each rule that was skipped. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(counts());
        outcomes.stream()
                .filter(outcome -> outcome.end() == End.FAILED)
                .map(outcome -> "failed: " + outcome.name() + ": " + outcome.reason())
                .sorted()
                .forEach(lines::add);
        skipped.forEach(rule -> lines.add("skipped: " + rule.id() + ": " + reasonToSkip(rule)));
        return lines;
    }

    private String counts() {
        int all = Rule.values().length;
        int notRun = all - passed.size() - failed.size() - skipped.size();
        return String.format(
                Locale.ROOT,
                "%d rules: %d passed, %d failed, %d skipped%s (%d tests in %.1f s)",
                all,
                passed.size(),
                failed.size(),
                skipped.size(),
                notRun == 0 ? "" : ", " + notRun + " not run",
                outcomes.size(),
                seconds());
    }

    private double seconds() {
        long start = outcomes.stream().mapToLong(TestOutcome::startNanos).min().orElseThrow();
        return outcomes.stream()
                        .mapToLong(outcome -> outcome.endNanos() - start)
                        .max()
                        .orElseThrow()
                / NANOS_PER_SECOND;
    }

    private String reasonToSkip(Rule rule) {
        return outcomes.stream()
                .filter(outcome ->
                        outcome.end() == End.SKIPPED && outcome.rules().contains(rule))
                .map(TestOutcome::reason)
                .findFirst()
                .orElseThrow();
    }
}
