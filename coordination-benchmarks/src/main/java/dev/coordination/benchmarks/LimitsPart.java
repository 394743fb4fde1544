// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.redis.RedisCoordination;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/** Measures calls on Redis whose cost depends on what else there is: other keys, patterns of other namespaces, and metadata. */
final class LimitsPart implements Part {

    private static final int BATCH = 10_000;
    private static final int DELETED = 1_000;
    private static final int NODES = 1_000;
    private static final int REPETITIONS = 5;

    /** Longer than it takes to delete everything. */
    private static final int TIMEOUT_MILLIS = 60_000;

    private static final Duration TTL = Duration.ofMinutes(10);
    private static final byte[] PAYLOAD = new byte[64];
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;

    @Override
    public String name() {
        return "limits";
    }

    @Override
    public void run(BenchmarkRun bench) throws Exception {
        try (Jedis server = new Jedis(bench.redis().uri(), TIMEOUT_MILLIS)) {
            deleteMatching(bench, server);
        }
        publish(bench);
        members(bench);
    }

    private static DistributedCoordination connect(BenchmarkRun bench, String namespace) {
        URI uri = bench.redis().uri();
        return RedisCoordination.connect(uri, namespace);
    }

    /** Deletes the same number of keys among more and more of another namespace. */
    private void deleteMatching(BenchmarkRun bench, Jedis server) {
        int present = 0;
        try (DistributedCoordination coordination = connect(bench, "bench-limits")) {
            for (int keys : bench.isSmoke() ? new int[] {DELETED} : new int[] {10_000, 100_000, 1_000_000}) {
                fill(server, present, keys);
                present = keys;
                List<Double> millis = new ArrayList<>();
                for (int i = 0; i < bench.times(REPETITIONS, 1); i++) {
                    for (int key = 0; key < DELETED; key++) {
                        coordination.cache().set("key:" + key, PAYLOAD);
                    }
                    long start = System.nanoTime();
                    check(coordination.cache().deleteMatching("key:*") == DELETED, "a key was not deleted");
                    millis.add((System.nanoTime() - start) / NANOS_PER_MILLI);
                }
                String what = String.format("deleteMatching, %,d keys of another namespace", keys);
                bench.summary().add(SummaryLine.figure(name(), what, Figure.of(millis), "ms"));
            }
        } finally {
            server.flushAll();
        }
    }

    private static void fill(Jedis server, int from, int to) {
        for (int start = from; start < to; start += BATCH) {
            try (Pipeline pipeline = server.pipelined()) {
                for (int key = start; key < Math.min(start + BATCH, to); key++) {
                    pipeline.set("bench-limits-other:c:" + key, "");
                }
            }
        }
    }

    /** Publishes while more and more subscriptions of another namespace wait for patterns that do not match. */
    private void publish(BenchmarkRun bench) {
        try (DistributedCoordination coordination = connect(bench, "bench-limits");
                DistributedCoordination other = connect(bench, "bench-limits-other")) {
            int present = 0;
            for (int patterns : bench.isSmoke() ? new int[] {0, 100} : new int[] {0, 1_000, 10_000, 100_000}) {
                for (; present < patterns; present++) {
                    Subscription unused = other.pubSub().subscribeMatching("topic:" + present + ":*");
                }
                List<Double> micros = new ArrayList<>();
                for (int i = 0; i < bench.times(500, 20); i++) {
                    long start = System.nanoTime();
                    check(coordination.pubSub().publish("channel", PAYLOAD) == 0, "somebody listens");
                    micros.add((System.nanoTime() - start) / NANOS_PER_MICRO);
                }
                String what = String.format("publish, %,d patterns of another namespace", patterns);
                bench.summary().add(SummaryLine.figure(name(), what, Figure.of(micros), "µs"));
            }
        }
    }

    /** Reads members that have much or little metadata, for the first time and again. */
    private void members(BenchmarkRun bench) {
        int nodes = bench.times(NODES, 10);
        for (int size : bench.isSmoke() ? new int[] {100} : new int[] {100, 1_000, 10_000}) {
            Map<String, String> metadata = Map.of("value", "x".repeat(size));
            try (DistributedCoordination writer = connect(bench, "bench-limits")) {
                for (int node = 0; node < nodes; node++) {
                    writer.clusterMembership().register("node-" + node, metadata, TTL);
                }
                String what = String.format("members, %,d nodes with %,d bytes of metadata each", nodes, size);
                List<Double> first = new ArrayList<>();
                List<Double> again = new ArrayList<>();
                for (int i = 0; i < bench.times(REPETITIONS, 1); i++) {
                    try (DistributedCoordination reader = connect(bench, "bench-limits")) {
                        first.add(read(reader, nodes));
                        again.add(read(reader, nodes));
                    }
                }
                bench.summary().add(SummaryLine.figure(name(), what + ", first read", Figure.of(first), "ms"));
                bench.summary().add(SummaryLine.figure(name(), what + ", read again", Figure.of(again), "ms"));
                for (int node = 0; node < nodes; node++) {
                    writer.clusterMembership().deregister("node-" + node);
                }
            }
        }
    }

    private static double read(DistributedCoordination reader, int nodes) {
        long start = System.nanoTime();
        check(reader.clusterMembership().members().size() == nodes, "a node is missing");
        return (System.nanoTime() - start) / NANOS_PER_MILLI;
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
