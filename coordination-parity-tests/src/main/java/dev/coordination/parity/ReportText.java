package dev.coordination.parity;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The report on the contract: a paragraph for each class that ran it, and each adapter it ran it on. */
final class ReportText {

    private static final String UNKNOWN = "unknown adapter";

    private final List<TestOutcome> outcomes;
    private final Map<String, String> adapters;

    /** @param adapters which adapter a test, by its id, told that it ran on */
    ReportText(List<TestOutcome> outcomes, Map<String, String> adapters) {
        this.outcomes = outcomes;
        this.adapters = adapters;
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("The contract, adapter by adapter:");
        outcomes.stream()
                .collect(groupingBy(this::heading, TreeMap::new, collectingAndThen(toList(), AdapterSummary::new)))
                .forEach((heading, summary) -> {
                    lines.add("  " + heading);
                    summary.lines().forEach(line -> lines.add("    " + line));
                });
        return String.join(System.lineSeparator(), lines);
    }

    private String heading(TestOutcome outcome) {
        String adapter = adapters.get(outcome.id());
        return outcome.suite() + ": " + (adapter == null ? theOnlyOneOf(outcome.suite()) : adapter);
    }

    /** What ended before it told its adapter, ran on the one that the other tests of its class ran on, if they agree. */
    private String theOnlyOneOf(String suite) {
        Set<String> known = outcomes.stream()
                .filter(outcome -> outcome.suite().equals(suite) && adapters.containsKey(outcome.id()))
                .map(outcome -> adapters.get(outcome.id()))
                .collect(toSet());
        return known.size() == 1 ? known.iterator().next() : UNKNOWN;
    }
}
