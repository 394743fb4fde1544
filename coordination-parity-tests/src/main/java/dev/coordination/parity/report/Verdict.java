// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import static dev.coordination.parity.report.Readable.count;
import static dev.coordination.parity.report.Readable.grouped;

import dev.coordination.parity.report.ParityData.Adapter;
import dev.coordination.parity.report.ParityData.Failure;
import dev.coordination.parity.report.ParityData.GeneratedRun;
import dev.coordination.parity.report.ParityData.Patterns;
import dev.coordination.parity.report.ParityData.RuleRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Summarizes a run in a few lines, failures first. */
final class Verdict {

    /**
     * A line of the summary.
     *
     * @param rules the ids of the rules that the line links to
     */
    record Line(Sign sign, String text, List<String> rules) {}

    private final ParityData data;
    private final Map<String, String> names;
    private final List<Line> lines = new ArrayList<>();

    private Verdict(ParityData data, Map<String, String> names) {
        this.data = data;
        this.names = names;
    }

    /**
     * Returns the lines of the summary.
     *
     * @param names the names of the adapters by their ids
     */
    static List<Line> of(ParityData data, Map<String, String> names) {
        Verdict verdict = new Verdict(data, names);
        verdict.addFailures();
        verdict.addDifferences();
        verdict.addIncomplete();
        verdict.addPassed();
        return List.copyOf(verdict.lines);
    }

    private void add(Sign sign, String text) {
        lines.add(new Line(sign, text, List.of()));
    }

    private void addFailures() {
        for (Adapter adapter : data.adapters()) {
            if (adapter.failed() > 0) {
                lines.add(new Line(
                        Sign.FAILED,
                        count(adapter.failed(), "rule") + " failed on " + names.get(adapter.id()),
                        failedRules(adapter)));
            }
            long checks = data.harnessFailures().stream()
                    .map(Failure::adapter)
                    .filter(adapter.id()::equals)
                    .count();
            if (checks > 0) {
                add(Sign.FAILED, count(checks, "check") + " of the harness failed on " + names.get(adapter.id()));
            }
        }
    }

    private List<String> failedRules(Adapter adapter) {
        return data.rules().stream()
                .filter(rule -> rule.results().stream()
                        .anyMatch(result -> result.adapter().equals(adapter.id())
                                && result.state().equals(Sign.FAILED.state())))
                .map(RuleRow::id)
                .toList();
    }

    private void addDifferences() {
        for (GeneratedRun run : data.differentialRuns()) {
            String between = " between " + run.first() + " and " + run.second();
            if (run.differences() > 0) {
                add(
                        Sign.FAILED,
                        grouped(run.differences()) + " of " + count(run.sequences(), "generated sequence")
                                + (run.differences() == 1 ? " differs" : " differ") + between);
            }
            addStale(run.stale(), between);
        }
        for (Patterns comparison : data.patterns()) {
            String on = " on " + comparison.subject() + " (" + comparison.what() + ")";
            if (comparison.differences() > 0) {
                add(
                        Sign.FAILED,
                        grouped(comparison.differences()) + " of " + grouped(comparison.pairs())
                                + " pairs of a pattern and a name"
                                + (comparison.differences() == 1 ? " differs" : " differ") + on);
            }
            addStale(comparison.stale(), on);
        }
    }

    private void addStale(List<String> stale, String where) {
        if (!stale.isEmpty()) {
            add(
                    Sign.FAILED,
                    count(stale.size(), "known difference") + " no longer " + (stale.size() == 1 ? "occurs" : "occur")
                            + where);
        }
    }

    private void addIncomplete() {
        if (data.adapters().isEmpty()) {
            add(Sign.NOT_RUN, "The contract was not run");
        }
        for (Adapter adapter : data.adapters()) {
            if (adapter.failed() == 0 && adapter.passed() < data.rules().size()) {
                add(
                        incompleteSign(adapter),
                        count(adapter.passed(), "rule") + " passed"
                                + Column.ifAny(adapter.partlyPassed(), Sign.PARTLY_PASSED)
                                + Column.ifAny(adapter.skipped(), Sign.SKIPPED)
                                + Column.ifAny(adapter.notRun(), Sign.NOT_RUN) + " on " + names.get(adapter.id()));
            }
        }
    }

    private static Sign incompleteSign(Adapter adapter) {
        if (adapter.skipped() > 0) {
            return Sign.SKIPPED;
        }
        return adapter.notRun() > 0 ? Sign.NOT_RUN : Sign.PARTLY_PASSED;
    }

    private void addPassed() {
        List<Adapter> complete = data.adapters().stream()
                .filter(adapter -> adapter.passed() == data.rules().size())
                .filter(adapter -> adapter.limits().isEmpty())
                .toList();
        if (!complete.isEmpty()) {
            add(
                    Sign.PASSED,
                    "All " + count(data.rules().size(), "rule") + " passed on "
                            + (complete.size() == 1
                                    ? names.get(complete.get(0).id())
                                    : grouped(complete.size()) + " adapters"));
        }
        for (Adapter adapter : data.adapters()) {
            if (adapter.passed() == data.rules().size() && !adapter.limits().isEmpty()) {
                add(
                        Sign.PASSED,
                        "All " + count(data.rules().size(), "rule") + " passed within limits on "
                                + names.get(adapter.id()) + ": " + adapter.limits());
            }
        }
        long runs = data.differentialRuns().stream()
                .filter(run -> run.differences() == 0 && run.stale().isEmpty())
                .count();
        if (runs > 0) {
            add(Sign.PASSED, "No difference in " + count(runs, "generated run"));
        }
        long comparisons = data.patterns().stream()
                .filter(comparison ->
                        comparison.differences() == 0 && comparison.stale().isEmpty())
                .count();
        if (comparisons > 0) {
            add(Sign.PASSED, "No difference in " + count(comparisons, "comparison") + " of patterns");
        }
    }
}
