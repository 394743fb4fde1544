// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.coordination.parity.report.ParityData.Adapter;
import dev.coordination.parity.report.ParityData.Failure;
import dev.coordination.parity.report.ParityData.RuleRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The content of {@code index.html}, from top to bottom. */
record ParityPage(
        ParityData data,
        String date,
        List<Fact> facts,
        List<Verdict.Line> verdict,
        List<Count> counts,
        List<Column> adapters,
        Widths widths,
        List<Sign> legend,
        boolean incomplete,
        List<Area> areas,
        String noDifference,
        List<HarnessFailure> harnessFailures,
        List<Compared> runs,
        List<Compared> patterns,
        List<String> known) {

    private static final int COMMIT_LENGTH = 12;

    /** A name and a value in the heading. */
    record Fact(String name, String value) {}

    /** A figure in the heading. */
    record Count(String figure, String of) {}

    /** An area and its rules. */
    record Area(String title, List<Row> rules) {}

    /**
     * A rule.
     *
     * @param kinds the filters that show the rule: {@code failed} if it failed on an adapter, {@code differs} if its state is
     *     not the same on all adapters, {@code incomplete} if some of its tests were skipped or not run on an adapter
     */
    record Row(String id, String title, String text, String kinds, List<Cell> cells) {}

    /**
     * The result of a rule on an adapter.
     *
     * @param time the duration, or empty if the rule was not run
     * @param tests how many of the tests passed, or empty if the rule was not run
     * @param part a short form of {@code tests} if the rule partly passed, otherwise empty
     */
    record Cell(
            Column adapter, Sign sign, String time, String tests, String part, String reason, List<Failure> failures) {}

    /** A failed check of the harness, which belongs to no rule. */
    record HarnessFailure(String adapter, String test, String message, String location) {}

    static ParityPage of(ParityData data) {
        Map<String, Column> columns = Column.of(data.adapters());
        Map<String, String> names = new LinkedHashMap<>();
        columns.forEach((id, column) -> names.put(id, column.name()));
        Map<String, List<RuleRow>> byArea =
                data.rules().stream().collect(groupingBy(RuleRow::area, LinkedHashMap::new, toList()));
        List<Sign> legend = legend(data.rules());
        return new ParityPage(
                data,
                Readable.date(data.generated()),
                facts(data),
                Verdict.of(data, names),
                counts(data),
                List.copyOf(columns.values()),
                Widths.of(columns.size()),
                legend,
                isIncomplete(legend),
                byArea.entrySet().stream()
                        .map(area -> new Area(
                                area.getKey(),
                                area.getValue().stream()
                                        .map(rule -> row(rule, columns))
                                        .toList()))
                        .toList(),
                columns.size() > 1
                        ? "No rule differs between the adapters."
                        : "The contract ran on one adapter: there is nothing to compare.",
                data.harnessFailures().stream()
                        .map(failure -> new HarnessFailure(
                                names.getOrDefault(failure.adapter(), ""),
                                failure.test(),
                                failure.message(),
                                failure.location()))
                        .toList(),
                data.differentialRuns().stream().map(Compared::of).toList(),
                data.patterns().stream().map(Compared::of).toList(),
                data.ledger().stream().map(ParityPage::listed).toList());
    }

    private static List<Fact> facts(ParityData data) {
        About about = data.about();
        String seeds = String.join(
                ", ",
                data.differentialRuns().stream()
                        .map(ParityData.GeneratedRun::seed)
                        .distinct()
                        .toList());
        return Stream.of(
                        new Fact("Product", about.product() + " " + about.version()),
                        new Fact(
                                "Commit",
                                shortened(about.commit()) + (about.modified() ? ", with uncommitted changes" : "")),
                        new Fact("JDK", about.jdk()),
                        new Fact("Seed of the generated runs", seeds))
                .filter(fact -> !fact.value().isEmpty())
                .toList();
    }

    private static String shortened(String commit) {
        return commit.substring(0, Math.min(commit.length(), COMMIT_LENGTH));
    }

    /** Returns a figure for each kind of comparison that was run. */
    private static List<Count> counts(ParityData data) {
        List<Count> counts = new ArrayList<>();
        add(
                counts,
                data.rules().stream()
                        .filter(rule -> rule.results().stream()
                                .anyMatch(result -> !Sign.of(result.state()).equals(Sign.NOT_RUN)))
                        .count(),
                "rule");
        add(counts, data.adapters().size(), "adapter");
        add(counts, data.adapters().stream().mapToLong(Adapter::tests).sum(), "test");
        add(
                counts,
                data.differentialRuns().stream()
                        .mapToLong(ParityData.GeneratedRun::steps)
                        .sum(),
                "generated step");
        add(
                counts,
                data.patterns().stream().mapToLong(ParityData.Patterns::pairs).sum(),
                "pattern and name pair");
        add(counts, data.ledger().size(), "known difference");
        return counts;
    }

    private static void add(List<Count> counts, long figure, String noun) {
        if (figure > 0) {
            counts.add(new Count(Readable.grouped(figure), Readable.noun(figure, noun)));
        }
    }

    /** Returns the signs that occur on the page. */
    private static List<Sign> legend(List<RuleRow> rules) {
        List<String> states = rules.stream()
                .flatMap(rule -> rule.results().stream())
                .map(ParityData.Result::state)
                .distinct()
                .toList();
        return Stream.of(Sign.PASSED, Sign.PARTLY_PASSED, Sign.FAILED, Sign.SKIPPED, Sign.NOT_RUN)
                .filter(sign -> states.contains(sign.state()))
                .toList();
    }

    private static boolean isIncomplete(List<Sign> signs) {
        return signs.contains(Sign.PARTLY_PASSED) || signs.contains(Sign.SKIPPED) || signs.contains(Sign.NOT_RUN);
    }

    private static Row row(RuleRow rule, Map<String, Column> columns) {
        List<Cell> cells = new ArrayList<>();
        for (ParityData.Result result : rule.results()) {
            Sign sign = Sign.of(result.state());
            String passed = result.testsPassed() + " of " + result.tests();
            cells.add(new Cell(
                    Objects.requireNonNull(columns.get(result.adapter()), result.adapter()),
                    sign,
                    sign.equals(Sign.NOT_RUN) ? "" : Readable.time(result.millis()),
                    sign.equals(Sign.NOT_RUN) ? "" : passed + " tests passed",
                    sign.equals(Sign.PARTLY_PASSED) ? passed : "",
                    result.reason(),
                    result.failures()));
        }
        List<Sign> signs = cells.stream().map(Cell::sign).distinct().toList();
        List<String> kinds = new ArrayList<>();
        if (signs.contains(Sign.FAILED)) {
            kinds.add("failed");
        }
        if (signs.size() > 1) {
            kinds.add("differs");
        }
        if (isIncomplete(signs)) {
            kinds.add("incomplete");
        }
        return new Row(rule.id(), rule.title(), rule.text(), String.join(" ", kinds), cells);
    }

    private static String listed(ParityData.Known entry) {
        String version = entry.version().equals("*") ? "any version" : entry.version();
        String where = entry.where().toLowerCase(Locale.ROOT).replace('_', ' ');
        return entry.rule() + " on " + entry.adapter() + ", " + version + " (" + where + ": " + entry.what() + "): "
                + entry.reason();
    }
}
