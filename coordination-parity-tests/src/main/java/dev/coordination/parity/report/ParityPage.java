package dev.coordination.parity.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.coordination.parity.report.ParityData.Adapter;
import dev.coordination.parity.report.ParityData.Failure;
import dev.coordination.parity.report.ParityData.RuleRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the page shows, in the order it shows it. */
record ParityPage(
        ParityData data,
        String verdict,
        boolean good,
        List<Count> counts,
        List<Area> areas,
        int columns,
        List<Seen> harnessFailures,
        List<Compared> runs,
        List<Compared> patterns) {

    /** A figure at the top. */
    record Count(String figure, String of) {}

    /** An area and its rules. */
    record Area(String title, List<Row> rules) {}

    /**
     * A rule.
     *
     * @param kinds {@code failed} if it failed somewhere, {@code differs} if the adapters are not all in one state
     */
    record Row(String id, String title, String text, String kinds, List<Cell> cells) {}

    /** A rule on an adapter; {@code kind} is its state as the name of a class of the style sheet. */
    record Cell(
            String adapter,
            String state,
            String kind,
            String sign,
            long millis,
            String reason,
            List<Failure> failures) {}

    /** A failure of a check that belongs to no rule. */
    record Seen(String adapter, String test, String message) {}

    /** A line on a generated run, or on patterns. */
    record Compared(String what, String with, String size, String found, String kind, List<String> examples) {}

    static ParityPage of(ParityData data) {
        Map<String, String> names = names(data.adapters());
        Map<String, List<RuleRow>> byArea =
                data.rules().stream().collect(groupingBy(RuleRow::area, LinkedHashMap::new, toList()));
        List<Area> areas = byArea.entrySet().stream()
                .map(area -> new Area(
                        area.getKey(),
                        area.getValue().stream().map(rule -> row(rule, names)).toList()))
                .toList();
        List<Compared> runs =
                data.differentialRuns().stream().map(ParityPage::compared).toList();
        List<Compared> patterns =
                data.patterns().stream().map(ParityPage::compared).toList();
        long failedRules = areas.stream()
                .flatMap(area -> area.rules().stream())
                .filter(row -> row.kinds().contains("failed"))
                .count();
        long differences = Stream.concat(runs.stream(), patterns.stream())
                .filter(line -> line.kind().equals("failed"))
                .count();
        boolean good =
                failedRules == 0 && differences == 0 && data.harnessFailures().isEmpty();
        return new ParityPage(
                data,
                good ? "No rule failed, and nothing differs." : "Something failed or differs.",
                good,
                counts(data, failedRules),
                areas,
                data.adapters().size() + 1,
                data.harnessFailures().stream()
                        .map(failure ->
                                new Seen(names.getOrDefault(failure.adapter(), ""), failure.test(), failure.message()))
                        .toList(),
                runs,
                patterns);
    }

    private static Map<String, String> names(List<Adapter> adapters) {
        return adapters.stream().collect(Collectors.toMap(Adapter::id, Adapter::name));
    }

    private static List<Count> counts(ParityData data, long failedRules) {
        return List.of(
                new Count(grouped(data.rules().size()), "rules"),
                new Count(grouped(data.adapters().size()), "runs of the contract"),
                new Count(
                        grouped(data.adapters().stream()
                                .mapToLong(Adapter::tests)
                                .sum()),
                        "tests"),
                new Count(grouped(failedRules), "rules failed"),
                new Count(
                        grouped(data.differentialRuns().stream()
                                .mapToLong(ParityData.GeneratedRun::steps)
                                .sum()),
                        "generated steps"),
                new Count(
                        grouped(data.patterns().stream()
                                .mapToLong(ParityData.Patterns::pairs)
                                .sum()),
                        "pairs of pattern and name"),
                new Count(grouped(data.ledger().size()), "known differences"));
    }

    private static Row row(RuleRow rule, Map<String, String> names) {
        List<Cell> cells = rule.results().stream()
                .map(result -> new Cell(
                        names.getOrDefault(result.adapter(), ""),
                        result.state(),
                        result.state().replace(' ', '-'),
                        sign(result.state()),
                        result.millis(),
                        result.reason(),
                        result.failures()))
                .toList();
        boolean failed = cells.stream().anyMatch(cell -> cell.state().equals("failed"));
        boolean differs = cells.stream().map(Cell::state).distinct().count() > 1;
        return new Row(
                rule.id(),
                rule.title(),
                rule.text(),
                (failed ? "failed" : "") + (failed && differs ? " " : "") + (differs ? "differs" : ""),
                cells);
    }

    private static String sign(String state) {
        return switch (state) {
            case "passed" -> "✓";
            case "failed" -> "✗";
            case "skipped" -> "–";
            default -> "○";
        };
    }

    private static Compared compared(ParityData.GeneratedRun run) {
        return new Compared(
                run.first(),
                run.second(),
                grouped(run.sequences()) + " sequences, " + grouped(run.steps()) + " steps, seed " + run.seed(),
                found(run.differences(), "sequences"),
                kind(run.differences()),
                examples(run.examples(), run.listed()));
    }

    private static Compared compared(ParityData.Patterns patterns) {
        return new Compared(
                patterns.what(),
                patterns.subject(),
                grouped(patterns.patterns()) + " patterns, " + grouped(patterns.pairs()) + " pairs, "
                        + grouped(patterns.matching()) + " match",
                found(patterns.differences(), "pairs"),
                kind(patterns.differences()),
                examples(patterns.examples(), patterns.listed()));
    }

    private static String found(long differences, String what) {
        return differences == 0 ? "✓ no difference" : "✗ " + grouped(differences) + " " + what + " differ";
    }

    private static String kind(long differences) {
        return differences == 0 ? "passed" : "failed";
    }

    private static List<String> examples(List<String> examples, List<String> listed) {
        return Stream.concat(examples.stream(), listed.stream().map(entry -> "listed: " + entry))
                .toList();
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
