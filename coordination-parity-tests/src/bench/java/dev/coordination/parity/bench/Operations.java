package dev.coordination.parity.bench;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * The calls in memory on 100,000 keys, beside a bare map, Caffeine, and servers behind the Redis adapter; and what a second
 * thread adds.
 */
final class Operations implements Part {

    private static final String NANOS = "ns";
    private static final String MEMORY = "operations-memory";
    private static final String MEMORY_TWO = "operations-memory-2-threads";
    private static final String TEST = "operations-test";
    private static final String MAP = "operations-map";
    private static final String MAP_TWO = "operations-map-2-threads";
    private static final String CAFFEINE = "operations-caffeine";
    private static final String MOCK = "operations-jedis-mock";
    private static final String REDIS = "operations-redis";

    private static final List<String> METHODS =
            List.of("get", "exists", "set", "setWithTtl", "increment", "acquireRelease", "heartbeat");

    /** How many times the bare map's time a call may take; those that are missing have no aim. */
    private static final Map<String, Double> AT_MOST = Map.of("get", 1.5, "set", 2.0, "increment", 2.0);

    private static final double TIMES_FASTER_THAN_REDIS = 20;
    private static final double TWO_THREADS = 1.5;

    @Override
    public String name() {
        return "operations";
    }

    @Override
    public void run(Bench bench) throws Exception {
        String many = Integer.toString(bench.times(100_000, 1_000));
        Map<String, Map<String, Figure>> figures = Repeated.run(
                bench,
                List.of(
                        new Repeated.Set(MEMORY, MemoryOperations.class, keys(many, 1)),
                        new Repeated.Set(MAP, BareMapOperations.class, keys(many, 1)),
                        new Repeated.Set(CAFFEINE, CaffeineOperations.class, keys(many, 1)),
                        new Repeated.Set(MEMORY_TWO, MemoryOperations.class, keys(many, 2)),
                        new Repeated.Set(MAP_TWO, BareMapOperations.class, keys(many, 2)),
                        new Repeated.Set(TEST, TestOperations.class, keys(many, 1)),
                        // A server does not care how many keys there are, and takes long to fill.
                        new Repeated.Set(REDIS, RedisOperations.class, keys("1000", 1)),
                        new Repeated.Set(MOCK, JedisMockOperations.class, keys("1000", 1))));
        Map<String, Figure> memory = figures.get(MEMORY);
        for (String method : METHODS) {
            besideMap(bench, method, memory.get(method), figures.get(MAP).get(method));
        }
        figures.get(CAFFEINE)
                .forEach((method, caffeine) -> bench.summary()
                        .add(Line.beside(name(), method, memory.get(method), NANOS, "Caffeine", caffeine)));
        for (String method : METHODS) {
            Figure together = figures.get(MEMORY_TWO).get(method);
            bench.summary().add(Line.twoThreads(name(), method, memory.get(method), together, TWO_THREADS));
        }
        figures.get(MAP).forEach((method, alone) -> {
            Figure together = figures.get(MAP_TWO).get(method);
            bench.summary().add(Line.twoThreads(name(), method + " on the bare map", alone, together, Double.NaN));
        });
        figures.get(TEST)
                .forEach((method, test) -> bench.summary()
                        .add(Line.beside(
                                name(),
                                method + ", on the handle of a test, with its timeline",
                                test,
                                NANOS,
                                "without",
                                memory.get(method))));
        figures.get(REDIS)
                .forEach((method, redis) -> bench.summary()
                        .add(Line.faster(
                                name(), method, memory.get(method), NANOS, "Redis", redis, TIMES_FASTER_THAN_REDIS)));
        figures.get(MOCK)
                .forEach((method, mock) -> bench.summary()
                        .add(Line.fasterBeside(name(), method, memory.get(method), NANOS, "jedis-mock", mock)));
    }

    private static Consumer<ChainedOptionsBuilder> keys(String keys, int threads) {
        return options -> options.param("keys", keys).threads(threads);
    }

    private void besideMap(Bench bench, String method, Figure memory, Figure map) {
        Double times = AT_MOST.get(method);
        if (map == null) {
            bench.summary().add(Line.figure(name(), method, memory, NANOS));
        } else if (times == null) {
            bench.summary().add(Line.beside(name(), method, memory, NANOS, "bare map", map));
        } else {
            bench.summary().add(Line.atMost(name(), method, memory, NANOS, "bare map", map, times));
        }
    }
}
