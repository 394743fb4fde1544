// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * Compares calls of the in-memory adapter on 100,000 keys with a bare map, with Caffeine and with servers behind the Redis
 * adapter, and compares one thread with two.
 */
final class OperationsPart implements Part {

    private static final String NANOS = "ns";
    private static final String MEMORY = "operations-memory";
    private static final String MEMORY_TWO = "operations-memory-2-threads";
    private static final String TEST = "operations-test";
    private static final String ON_G1 = "-on-g1";
    private static final String MAP = "operations-map";
    private static final String MAP_TWO = "operations-map-2-threads";
    private static final String CAFFEINE = "operations-caffeine";
    private static final String MOCK = "operations-jedis-mock";
    private static final String REDIS = "operations-redis";

    private static final String NOT_ON_G1 = "^.*\\.(exists|setWithTtl|acquireRelease|heartbeat)$";

    private static final List<String> METHODS =
            List.of("get", "exists", "set", "setWithTtl", "increment", "acquireRelease", "heartbeat");

    /** The target for the time of a call, as a multiple of the bare map's. Other calls have no target. */
    private static final Map<String, Double> AT_MOST = Map.of("get", 1.5, "set", 2.0, "increment", 2.0);

    private static final double TIMES_FASTER_THAN_REDIS = 20;
    private static final double TWO_THREADS = 1.5;

    @Override
    public String name() {
        return "operations";
    }

    @Override
    public void run(BenchmarkRun bench) throws Exception {
        String many = Integer.toString(bench.times(100_000, 1_000));
        Map<String, Map<String, Figure>> figures = InterleavedBenchmarks.run(
                bench,
                List.of(
                        new InterleavedBenchmarks.Set(MEMORY, MemoryOperations.class, keys(many, 1)),
                        new InterleavedBenchmarks.Set(MAP, BareMapOperations.class, keys(many, 1)),
                        new InterleavedBenchmarks.Set(CAFFEINE, CaffeineOperations.class, keys(many, 1)),
                        new InterleavedBenchmarks.Set(MEMORY_TWO, MemoryOperations.class, keys(many, 2)),
                        new InterleavedBenchmarks.Set(MAP_TWO, BareMapOperations.class, keys(many, 2)),
                        new InterleavedBenchmarks.Set(MEMORY + ON_G1, MemoryOperations.class, onG1(many, 1)),
                        new InterleavedBenchmarks.Set(MAP + ON_G1, BareMapOperations.class, onG1(many, 1)),
                        new InterleavedBenchmarks.Set(MEMORY_TWO + ON_G1, MemoryOperations.class, onG1(many, 2)),
                        new InterleavedBenchmarks.Set(MAP_TWO + ON_G1, BareMapOperations.class, onG1(many, 2)),
                        new InterleavedBenchmarks.Set(TEST, TestOperations.class, keys(many, 1)),
                        // Filling a server takes a long time, and the number of keys does not affect its speed.
                        new InterleavedBenchmarks.Set(REDIS, RedisOperations.class, keys("1000", 1)),
                        new InterleavedBenchmarks.Set(MOCK, JedisMockOperations.class, keys("1000", 1))));
        besideMap(bench, figures, "");
        besideMap(bench, figures, ON_G1);
        twoThreads(bench, figures, "");
        twoThreads(bench, figures, ON_G1);
        besideOthers(bench, figures);
    }

    private void besideOthers(BenchmarkRun bench, Map<String, Map<String, Figure>> figures) {
        Map<String, Figure> memory = figures.get(MEMORY);
        Summary summary = bench.summary();
        figures.get(CAFFEINE)
                .forEach((method, caffeine) -> summary.add(
                        SummaryLine.beside(name(), method, memory.get(method), NANOS, "Caffeine", caffeine)));
        figures.get(TEST)
                .forEach((method, test) -> summary.add(SummaryLine.beside(
                        name(),
                        method + ", on a test's handle, with its timeline",
                        test,
                        NANOS,
                        "without",
                        memory.get(method))));
        figures.get(REDIS)
                .forEach((method, redis) -> summary.add(SummaryLine.faster(
                        name(), method, memory.get(method), NANOS, "Redis", redis, TIMES_FASTER_THAN_REDIS)));
        figures.get(MOCK)
                .forEach((method, mock) -> summary.add(
                        SummaryLine.fasterBeside(name(), method, memory.get(method), NANOS, "jedis-mock", mock)));
    }

    private static Consumer<ChainedOptionsBuilder> keys(String keys, int threads) {
        return options -> options.param("keys", keys).threads(threads);
    }

    private static Consumer<ChainedOptionsBuilder> onG1(String keys, int threads) {
        return keys(keys, threads).andThen(options -> options.exclude(NOT_ON_G1).jvmArgsPrepend(BenchmarkRun.G1));
    }

    private void besideMap(BenchmarkRun bench, Map<String, Map<String, Figure>> figures, String on) {
        Map<String, Figure> memory = figures.get(MEMORY + on);
        Map<String, Figure> maps = figures.get(MAP + on);
        for (String method : METHODS) {
            if (memory.containsKey(method)) {
                besideMap(bench, method, words(on), memory.get(method), maps.get(method));
            }
        }
    }

    private void besideMap(BenchmarkRun bench, String method, String on, Figure memory, Figure map) {
        Double times = AT_MOST.get(method);
        String what = method + on;
        if (map == null) {
            bench.summary().add(SummaryLine.figure(name(), what, memory, NANOS));
        } else if (times == null || !on.isEmpty()) {
            bench.summary().add(SummaryLine.beside(name(), what, memory, NANOS, "bare map" + on, map));
        } else {
            bench.summary().add(SummaryLine.atMost(name(), what, memory, NANOS, "bare map", map, times));
        }
    }

    private void twoThreads(BenchmarkRun bench, Map<String, Map<String, Figure>> figures, String on) {
        double aim = on.isEmpty() ? TWO_THREADS : Double.NaN;
        twoThreads(bench, figures.get(MEMORY + on), figures.get(MEMORY_TWO + on), words(on), aim);
        twoThreads(bench, figures.get(MAP + on), figures.get(MAP_TWO + on), words(on) + ", bare map", Double.NaN);
    }

    private void twoThreads(
            BenchmarkRun bench, Map<String, Figure> one, Map<String, Figure> two, String on, double atLeastTimes) {
        for (String method : METHODS) {
            if (one.containsKey(method)) {
                bench.summary()
                        .add(SummaryLine.twoThreads(
                                name(), method + on, one.get(method), two.get(method), atLeastTimes));
            }
        }
    }

    private static String words(String on) {
        return on.isEmpty() ? "" : " on G1";
    }
}
