// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.redis.RedisCoordination;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Jedis;

/**
 * Measures what share of one processor the server needs for a fleet of nodes, each of which sends a heartbeat and reads all
 * members every five seconds, while some nodes register again with other metadata.
 */
final class FleetPart implements Part {

    private static final Duration TTL = Duration.ofSeconds(30);
    private static final int SECONDS_BETWEEN_READS = 5;
    private static final int TICKS_PER_SECOND = 100;
    private static final double AT_MOST_PERCENT = 30;
    private static final Pattern CPU = Pattern.compile("used_cpu_(?:sys|user):([0-9.]+)");

    @Override
    public String name() {
        return "fleet";
    }

    @Override
    public void run(BenchmarkRun bench) throws Exception {
        int nodes = bench.isSmoke() ? 50 : 5_000;
        int seconds = bench.isSmoke() ? 1 : 15;
        URI uri = bench.redis().uri();
        try (Jedis server = new Jedis(uri)) {
            Fleet fleet = new Fleet(server, RedisCoordination.connect(uri, Fleet.NAMESPACE), nodes);
            try {
                double first = cpuSeconds(server);
                fleet.registerAll();
                bench.summary()
                        .add(SummaryLine.figure(
                                name(),
                                String.format("%,d nodes register and read all members, one after another", nodes),
                                Figure.of((cpuSeconds(server) - first) * 1e6 / nodes),
                                "µs of the server for each"));
                for (int changes : new int[] {0, 10, 100}) {
                    double before = cpuSeconds(server);
                    long start = System.nanoTime();
                    fleet.live(seconds, changes);
                    double elapsed = (System.nanoTime() - start) / 1e9;
                    bench.summary()
                            .add(SummaryLine.bounded(
                                    name(),
                                    String.format("%,d nodes, %d changes per second", nodes, changes),
                                    Figure.of((cpuSeconds(server) - before) / elapsed * 100),
                                    "% of a processor for the server",
                                    AT_MOST_PERCENT));
                }
            } finally {
                fleet.close();
            }
        }
    }

    private static double cpuSeconds(Jedis server) {
        double seconds = 0;
        Matcher used = CPU.matcher(server.info("cpu"));
        while (used.find()) {
            seconds += Double.parseDouble(used.group(1));
        }
        return seconds;
    }

    /**
     * All nodes. They write through one handle, and read as many handles would: with the adapter's script, and what each of them
     * knows. Thousands of handles in one JVM would each keep all members.
     */
    private static final class Fleet {

        private static final String NAMESPACE = "bench-fleet";
        private static final String KEYS = NAMESPACE + ":{" + NAMESPACE + ":m}:";

        private final Jedis server;
        private final DistributedCoordination handle;
        private final ClusterMembership cluster;
        private final String script;
        private final String[] known;
        private int changed;

        Fleet(Jedis server, DistributedCoordination handle, int nodes) {
            this.server = server;
            this.handle = handle;
            this.cluster = handle.clusterMembership();
            this.script = server.scriptLoad(resource("membership.lua") + resource("members.lua"));
            this.known = new String[nodes];
            Arrays.fill(known, "");
        }

        private static String resource(String name) {
            try (InputStream in = Objects.requireNonNull(RedisCoordination.class.getResourceAsStream(name), name)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void registerAll() {
            for (int i = 0; i < known.length; i++) {
                cluster.register("node-" + i, Map.of("address", "10.0.0." + i, "zone", "a"), TTL.multipliedBy(100));
                read(i);
            }
        }

        /** Reads what has changed since the node has read last. */
        private void read(int node) {
            List<?> reply = (List<?>) server.evalsha(
                    script,
                    List.of(KEYS + "i", KEYS + "v", KEYS + "x", KEYS + "a"),
                    List.of(KEYS + "n:", KEYS + "g:", known[node]));
            known[node] = (String) reply.get(0);
        }

        /** Lets every node read and send a heartbeat at its pace. */
        void live(int seconds, int changesPerSecond) {
            int ticks = seconds * TICKS_PER_SECOND;
            int perTick = Math.max(1, known.length / (SECONDS_BETWEEN_READS * TICKS_PER_SECOND));
            long start = System.nanoTime();
            int next = 0;
            for (int tick = 0; tick < ticks; tick++) {
                for (int i = 0; i < perTick; i++) {
                    int node = next++ % known.length;
                    check(cluster.heartbeat("node-" + node, TTL), "a node has expired");
                    read(node);
                }
                for (int i = changesDue(tick + 1, changesPerSecond) - changesDue(tick, changesPerSecond); i > 0; i--) {
                    int node = changed++ % known.length;
                    cluster.register("node-" + node, Map.of("address", "10.0.1." + changed, "zone", "b"), TTL);
                }
                waitUntil(start + TimeUnit.SECONDS.toNanos(1) * (tick + 1) / TICKS_PER_SECOND);
            }
            check(cluster.members().size() == known.length, "a node is missing");
        }

        private static int changesDue(int tick, int changesPerSecond) {
            return tick * changesPerSecond / TICKS_PER_SECOND;
        }

        private static void waitUntil(long time) {
            for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }

        void close() {
            for (int i = 0; i < known.length; i++) {
                cluster.deregister("node-" + i);
            }
            handle.close();
        }

        private static void check(boolean holds, String otherwise) {
            if (!holds) {
                throw new IllegalStateException(otherwise);
            }
        }
    }
}
