package dev.coordination.junit.runner;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Sorts what ended by the class that ran it and by adapter. */
final class Sorted {

    private static final String UNKNOWN = "unknown adapter";

    private final List<Ended> ended;
    private final Map<String, Map<String, String>> entries;

    /** @param entries by which a test, by its id, told which adapter it ran on */
    Sorted(Collection<Ended> ended, Map<String, Map<String, String>> entries) {
        this.ended = List.copyOf(ended);
        this.entries = Map.copyOf(entries);
    }

    Stream<ContractReport> reports() {
        Map<String, Map<String, List<Ended>>> bySuite = ended.stream()
                .collect(groupingBy(Ended::suite, TreeMap::new, groupingBy(this::adapter, TreeMap::new, toList())));
        return bySuite.entrySet().stream()
                .flatMap(suite -> suite.getValue().entrySet().stream()
                        .map(adapter -> report(suite.getKey(), adapter.getKey(), adapter.getValue())));
    }

    private ContractReport report(String suite, String adapter, List<Ended> tests) {
        Map<String, String> details = tests.stream()
                .filter(test -> entries.containsKey(test.id()))
                .findFirst()
                .map(test -> AdapterEntry.details(entries.getOrDefault(test.id(), Map.of())))
                .orElse(Map.of());
        return ContractReport.of(
                suite, adapter, details, tests.stream().map(Ended::result).toList(), time(tests));
    }

    private static Duration time(List<Ended> tests) {
        long start = tests.stream().mapToLong(Ended::startNanos).min().orElseThrow();
        return Duration.ofNanos(
                tests.stream().mapToLong(test -> test.endNanos() - start).max().orElseThrow());
    }

    private String adapter(Ended test) {
        Map<String, String> entry = entries.get(test.id());
        return entry == null ? theOnlyOneOf(test.suite()) : AdapterEntry.adapter(entry);
    }

    /** What ended before it told its adapter, ran on the one that the other tests of its class ran on, if they agree. */
    private String theOnlyOneOf(String suite) {
        Set<String> known = ended.stream()
                .filter(test -> test.suite().equals(suite))
                .flatMap(test -> Stream.ofNullable(entries.get(test.id())))
                .map(AdapterEntry::adapter)
                .collect(toSet());
        return known.size() == 1 ? known.iterator().next() : UNKNOWN;
    }
}
