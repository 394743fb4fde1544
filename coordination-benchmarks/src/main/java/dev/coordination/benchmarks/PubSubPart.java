// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares publishing to 1, 10 and 1,000 subscriptions, and taking the message from each, with queues and with Redis. */
final class PubSubPart implements Part {

    private static final int[] SUBSCRIPTIONS = {1, 10, 1_000};
    private static final double AT_MOST_TIMES = 3;
    private static final double TIMES_FASTER_THAN_REDIS = 20;
    private static final double TWO_THREADS = 1.5;

    @Override
    public String name() {
        return "pubsub";
    }

    @Override
    public void run(BenchmarkRun bench) throws Exception {
        List<InterleavedBenchmarks.Set> sets = new ArrayList<>();
        for (int count : SUBSCRIPTIONS) {
            sets.add(set("memory", count, MemoryPubSubBenchmark.class, 1));
            sets.add(set("queue", count, QueuePubSubBenchmark.class, 1));
            sets.add(set("redis", count, RedisPubSubBenchmark.class, 1));
            sets.add(set("memory-2-threads", count, MemoryPubSubBenchmark.class, 2));
            sets.add(set("queue-2-threads", count, QueuePubSubBenchmark.class, 2));
        }
        Map<String, Map<String, Figure>> figures = InterleavedBenchmarks.run(bench, sets);
        for (int count : SUBSCRIPTIONS) {
            String what = String.format("publish to %,d and take", count);
            Figure memory = only(figures, "memory", count);
            bench.summary()
                    .add(SummaryLine.atMost(
                            name(),
                            what,
                            memory,
                            "ns",
                            "ArrayBlockingQueue",
                            only(figures, "queue", count),
                            AT_MOST_TIMES));
            bench.summary()
                    .add(SummaryLine.faster(
                            name(),
                            what,
                            memory,
                            "ns",
                            "Redis",
                            only(figures, "redis", count),
                            TIMES_FASTER_THAN_REDIS));
            bench.summary()
                    .add(SummaryLine.twoThreads(
                            name(), what, memory, only(figures, "memory-2-threads", count), TWO_THREADS));
            bench.summary()
                    .add(SummaryLine.twoThreads(
                            name(),
                            what + ", queues",
                            only(figures, "queue", count),
                            only(figures, "queue-2-threads", count),
                            Double.NaN));
        }
    }

    private InterleavedBenchmarks.Set set(String where, int count, Class<?> benchmarks, int threads) {
        return new InterleavedBenchmarks.Set(
                name() + "-" + where + "-" + count,
                benchmarks,
                options ->
                        options.param("subscriptions", Integer.toString(count)).threads(threads));
    }

    private Figure only(Map<String, Map<String, Figure>> figures, String where, int count) {
        return figures.get(name() + "-" + where + "-" + count).get("publishAndTake");
    }
}
