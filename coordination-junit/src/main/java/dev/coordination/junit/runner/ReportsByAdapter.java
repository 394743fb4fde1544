// SPDX-License-Identifier: Apache-2.0
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

/** Groups finished tests into reports, one for each class that ran the contract and each adapter it ran on. */
final class ReportsByAdapter {

    private static final String UNKNOWN = "unknown adapter";

    private final List<FinishedTest> finished;
    private final Map<String, Map<String, String>> entries;

    /**
     * Creates the reports of finished tests.
     *
     * @param entries the report entries that name the adapter, by the id of the test
     */
    ReportsByAdapter(Collection<FinishedTest> finished, Map<String, Map<String, String>> entries) {
        this.finished = List.copyOf(finished);
        this.entries = Map.copyOf(entries);
    }

    Stream<ContractReport> reports() {
        Map<String, Map<String, List<FinishedTest>>> bySuite = finished.stream()
                .collect(groupingBy(
                        FinishedTest::suite, TreeMap::new, groupingBy(this::adapter, TreeMap::new, toList())));
        return bySuite.entrySet().stream()
                .flatMap(suite -> suite.getValue().entrySet().stream()
                        .map(adapter -> report(suite.getKey(), adapter.getKey(), adapter.getValue())));
    }

    private ContractReport report(String suite, String adapter, List<FinishedTest> tests) {
        Map<String, String> details = tests.stream()
                .filter(test -> entries.containsKey(test.id()))
                .findFirst()
                .map(test -> AdapterEntry.details(entries.getOrDefault(test.id(), Map.of())))
                .orElse(Map.of());
        return ContractReport.of(
                suite,
                adapter,
                details,
                tests.stream().map(FinishedTest::result).toList(),
                time(tests));
    }

    private static Duration time(List<FinishedTest> tests) {
        long start = tests.stream().mapToLong(FinishedTest::startNanos).min().orElseThrow();
        return Duration.ofNanos(
                tests.stream().mapToLong(test -> test.endNanos() - start).max().orElseThrow());
    }

    private String adapter(FinishedTest test) {
        Map<String, String> entry = entries.get(test.id());
        return entry == null ? onlyAdapterOf(test.suite()) : AdapterEntry.adapter(entry);
    }

    /**
     * Returns the adapter of the other tests of a class if they all ran on the same adapter. Used for tests that ended
     * before they named their adapter.
     */
    private String onlyAdapterOf(String suite) {
        Set<String> known = finished.stream()
                .filter(test -> test.suite().equals(suite))
                .flatMap(test -> Stream.ofNullable(entries.get(test.id())))
                .map(AdapterEntry::adapter)
                .collect(toSet());
        return known.size() == 1 ? known.iterator().next() : UNKNOWN;
    }
}
