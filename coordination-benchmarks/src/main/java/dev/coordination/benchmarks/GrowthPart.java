// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** Compares the same calls with few and with many entries, nodes and subscriptions. */
final class GrowthPart implements Part {

    private static final String NOT_GROWING = "^.*\\.(exists|setWithTtl|acquireRelease|heartbeat)$";
    private static final String ADVANCE = "growth-advance-";
    private static final String CHANNELS = "growth-channels-";
    private static final String NODES = "growth-nodes-";
    private static final String MEMORY = "growth-memory-";
    private static final String MAP = "growth-map-";
    private static final String MAP_OF_NODES = "growth-map-of-nodes-";
    private static final String MATCHING = "growth-matching";

    /** The maximum slowdown of a call, as a multiple of the slowdown of a bare map. */
    private static final double MORE_THAN_MAP = 1.25;

    private static final double AT_MOST_TIMES_FLAT = 2;
    private static final double AT_MOST_TIMES_SCAN = 2;
    private static final double AT_MOST_TIMES_EMPTY = 1.1;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public void run(BenchmarkRun bench) throws Exception {
        int few = 1_000;
        int many = bench.times(1_000_000, 10_000);
        int nodes = 10_000;
        List<InterleavedBenchmarks.Set> sets = new ArrayList<>();
        for (int keys : new int[] {few, many}) {
            sets.add(new InterleavedBenchmarks.Set(MEMORY + keys, MemoryOperations.class, withKeys(keys)));
            sets.add(new InterleavedBenchmarks.Set(MAP + keys, BareMapOperations.class, withKeys(keys)));
            sets.add(new InterleavedBenchmarks.Set(ADVANCE + keys, AdvanceBenchmark.class, with("stored", keys)));
        }
        for (int count : new int[] {10, nodes}) {
            sets.add(new InterleavedBenchmarks.Set(NODES + count, NodesBenchmark.class, with("nodes", count)));
            sets.add(new InterleavedBenchmarks.Set(
                    MAP_OF_NODES + count, BareNodesBenchmark.class, with("nodes", count)));
        }
        for (int count : new int[] {1, nodes}) {
            sets.add(new InterleavedBenchmarks.Set(
                    CHANNELS + count, ChannelsBenchmark.class, with("subscriptions", count)));
        }
        sets.add(new InterleavedBenchmarks.Set(MATCHING, DeleteMatchingBenchmark.class, options -> {}));
        Map<String, Map<String, Figure>> figures = new TreeMap<>(InterleavedBenchmarks.run(bench, sets));

        for (String method : List.of("get", "set", "increment")) {
            besideMap(bench, method, figures, MEMORY, method, MAP, few, many, "entries");
        }
        flat(bench, figures, ADVANCE, few, many, "1,000 of %,d entries expire: ", "µs", "advance");
        matching(bench, figures.get(MATCHING));
        for (String method : List.of("stand", "currentLeader")) {
            besideMap(bench, method, figures, NODES, "get", MAP_OF_NODES, 10, nodes, "nodes");
        }
        for (String method : List.of("extend", "heartbeat")) {
            besideMap(bench, method, figures, NODES, "set", MAP_OF_NODES, 10, nodes, "nodes");
        }
        besideMap(bench, "members", figures, NODES, "copy", MAP_OF_NODES, 10, nodes, "nodes");
        flat(bench, figures, CHANNELS, 1, nodes, "%,d subscriptions: ", "ns", "publishAndTake");
        for (HeapAfterExpiry.Time time : HeapAfterExpiry.Time.values()) {
            heap(bench, many, time);
        }
    }

    private static Consumer<ChainedOptionsBuilder> withKeys(int keys) {
        return options -> options.param("keys", Integer.toString(keys))
                .param("shuffled", "true")
                .exclude(NOT_GROWING);
    }

    private static Consumer<ChainedOptionsBuilder> with(String parameter, int value) {
        return options -> options.param(parameter, Integer.toString(value));
    }

    /** Compares two slowdowns as entries are added: that of a call, and that of a bare map. */
    private void besideMap(
            BenchmarkRun bench,
            String method,
            Map<String, Map<String, Figure>> figures,
            String set,
            String methodOfMap,
            String setOfMap,
            int few,
            int many,
            String of) {
        Figure memory = slowdown(figures.get(set + few), figures.get(set + many), method);
        Figure map = slowdown(figures.get(setOfMap + few), figures.get(setOfMap + many), methodOfMap);
        String what = String.format("%s, %,d %s over %,d", method, many, of, few);
        String beside = "the same ratio for the bare map's " + methodOfMap;
        bench.summary().add(SummaryLine.atMost(name(), what, memory, "x", beside, map, MORE_THAN_MAP));
    }

    private static Figure slowdown(Map<String, Figure> few, Map<String, Figure> many, String method) {
        Figure more = many.get(method);
        Figure less = few.get(method);
        return new Figure(more.median() / less.median(), Math.hypot(more.error(), less.error()));
    }

    private void matching(BenchmarkRun bench, Map<String, Figure> figures) {
        for (String share : List.of("half", "none")) {
            bench.summary()
                    .add(SummaryLine.atMost(
                            name(),
                            "deleteMatching, " + share + " of 100,000 keys",
                            figures.get(share + "ByCache"),
                            "µs",
                            "a pass over a bare map with a regular expression",
                            figures.get(share + "ByScan"),
                            AT_MOST_TIMES_SCAN));
        }
    }

    private void flat(
            BenchmarkRun bench,
            Map<String, Map<String, Figure>> figures,
            String set,
            int few,
            int many,
            String format,
            String unit,
            String method) {
        bench.summary()
                .add(SummaryLine.atMost(
                        name(),
                        String.format(format, many) + method,
                        figures.get(set + many).get(method),
                        unit,
                        String.format(format, few) + method,
                        figures.get(set + few).get(method),
                        AT_MOST_TIMES_FLAT));
    }

    private void heap(BenchmarkRun bench, int entries, HeapAfterExpiry.Time time) throws Exception {
        List<Double> megabytes = HeapAfterExpiry.measure(entries, time);
        String on = time == HeapAfterExpiry.Time.REAL ? ", in real time" : "";
        Figure empty = Figure.of(megabytes.get(0));
        String full = String.format("heap with %,d entries that expire%s", entries, on);
        bench.summary().add(SummaryLine.beside(name(), full, Figure.of(megabytes.get(1)), "MB", "empty", empty));
        bench.summary()
                .add(SummaryLine.atMost(
                        name(),
                        "heap after they have expired" + on,
                        Figure.of(megabytes.get(2)),
                        "MB",
                        "empty",
                        empty,
                        AT_MOST_TIMES_EMPTY));
    }
}
