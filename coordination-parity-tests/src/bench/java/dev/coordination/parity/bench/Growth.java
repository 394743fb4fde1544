package dev.coordination.parity.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** The same calls on little and on much: what is stored, who stands for election, who is subscribed. */
final class Growth implements Part {

    private static final String NOT_GROWING = "^.*\\.(exists|setWithTtl|acquireRelease|heartbeat)$";
    private static final String ADVANCE = "growth-advance-";
    private static final String CHANNELS = "growth-channels-";
    private static final String NODES = "growth-nodes-";
    private static final String MEMORY = "growth-memory-";
    private static final String MAP = "growth-map-";
    private static final String MATCHING = "growth-matching";

    /** How much more than a bare map's a call may slow down. */
    private static final double MORE_THAN_MAP = 1.25;

    private static final double AT_MOST_TIMES_FLAT = 2;
    private static final double AT_MOST_TIMES_SCAN = 2;
    private static final double AT_MOST_TIMES_EMPTY = 1.1;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public void run(Bench bench) throws Exception {
        int few = 1_000;
        int many = bench.times(1_000_000, 10_000);
        int nodes = 10_000;
        List<Repeated.Set> sets = new ArrayList<>();
        for (int keys : new int[] {few, many}) {
            sets.add(new Repeated.Set(MEMORY + keys, MemoryOperations.class, withKeys(keys)));
            sets.add(new Repeated.Set(MAP + keys, BareMapOperations.class, withKeys(keys)));
            sets.add(new Repeated.Set(ADVANCE + keys, AdvanceBenchmark.class, with("stored", keys)));
        }
        for (int count : new int[] {10, nodes}) {
            sets.add(new Repeated.Set(NODES + count, NodesBenchmark.class, with("nodes", count)));
        }
        for (int count : new int[] {1, nodes}) {
            sets.add(new Repeated.Set(CHANNELS + count, ChannelsBenchmark.class, with("subscriptions", count)));
        }
        sets.add(new Repeated.Set(MATCHING, DeleteMatchingBenchmark.class, options -> {}));
        Map<String, Map<String, Figure>> figures = new TreeMap<>(Repeated.run(bench, sets));

        besideMap(bench, figures, few, many);
        flat(bench, figures, ADVANCE, few, many, "1,000 expire of %,d entries: ", "µs", List.of("advance"));
        bench.summary()
                .add(Line.atMost(
                        name(),
                        "deleteMatching, half of 100,000 keys",
                        figures.get(MATCHING).get("byCache"),
                        "µs",
                        "a bare map gone through with the matcher",
                        figures.get(MATCHING).get("byScan"),
                        AT_MOST_TIMES_SCAN));
        List<String> ofOneNode = List.of("stand", "extend", "currentLeader", "heartbeat");
        flat(bench, figures, NODES, 10, nodes, "%,d nodes: ", "ns", ofOneNode);
        membersPerNode(bench, figures, nodes);
        flat(bench, figures, CHANNELS, 1, nodes, "%,d subscriptions: ", "ns", List.of("publishAndTake"));
        heap(bench, many);
    }

    private static Consumer<ChainedOptionsBuilder> withKeys(int keys) {
        return options -> options.param("keys", Integer.toString(keys))
                .param("shuffled", "true")
                .exclude(NOT_GROWING);
    }

    private static Consumer<ChainedOptionsBuilder> with(String parameter, int value) {
        return options -> options.param(parameter, Integer.toString(value));
    }

    private void besideMap(Bench bench, Map<String, Map<String, Figure>> figures, int few, int many) {
        for (String method : List.of("get", "set", "increment")) {
            Figure memory = slowdown(figures.get(MEMORY + few), figures.get(MEMORY + many), method);
            Figure map = slowdown(figures.get(MAP + few), figures.get(MAP + many), method);
            String what = String.format("%s, %,d entries over %,d", method, many, few);
            bench.summary().add(Line.atMost(name(), what, memory, "x", "the same of the bare map", map, MORE_THAN_MAP));
        }
    }

    private static Figure slowdown(Map<String, Figure> few, Map<String, Figure> many, String method) {
        Figure more = many.get(method);
        Figure less = few.get(method);
        return new Figure(more.median() / less.median(), Math.hypot(more.error(), less.error()));
    }

    private void flat(
            Bench bench,
            Map<String, Map<String, Figure>> figures,
            String set,
            int few,
            int many,
            String format,
            String unit,
            List<String> methods) {
        for (String method : methods) {
            Figure onMany = figures.get(set + many).get(method);
            Figure onFew = figures.get(set + few).get(method);
            bench.summary()
                    .add(Line.atMost(
                            name(),
                            String.format(format, many) + method,
                            onMany,
                            unit,
                            String.format(format, few) + method,
                            onFew,
                            AT_MOST_TIMES_FLAT));
        }
    }

    private void membersPerNode(Bench bench, Map<String, Map<String, Figure>> figures, int nodes) {
        Figure many = figures.get(NODES + nodes).get("members").dividedBy(nodes);
        Figure few = figures.get(NODES + 10).get("members").dividedBy(10);
        bench.summary()
                .add(Line.atMost(
                        name(),
                        String.format("%,d nodes: members, each", nodes),
                        many,
                        "ns",
                        "10 nodes: members, each",
                        few,
                        AT_MOST_TIMES_FLAT));
    }

    private void heap(Bench bench, int entries) throws Exception {
        List<Double> megabytes = HeapAfterExpiry.measure(entries);
        Figure empty = Figure.of(megabytes.get(0));
        String full = String.format("heap with %,d entries that expire", entries);
        bench.summary().add(Line.beside(name(), full, Figure.of(megabytes.get(1)), "MB", "empty", empty));
        bench.summary()
                .add(Line.atMost(
                        name(),
                        "heap once they have expired",
                        Figure.of(megabytes.get(2)),
                        "MB",
                        "empty",
                        empty,
                        AT_MOST_TIMES_EMPTY));
    }
}
