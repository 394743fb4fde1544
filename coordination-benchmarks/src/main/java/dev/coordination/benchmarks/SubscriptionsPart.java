// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.memory.MemoryBackend;
import dev.coordination.redis.RedisCoordination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;

/**
 * Counts the platform threads and connections that a thousand subscriptions of one handle to one channel need, and what ten
 * thousand subscriptions to different channels need. The carriers of virtual threads are counted in the first case, which starts
 * them, and are not counted again in later ones.
 */
final class SubscriptionsPart implements Part {

    private static final int SUBSCRIPTIONS = 1_000;
    private static final int CHANNELS = 10_000;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double BYTES_PER_MEGABYTE = 1e6;
    private static final String CHANNEL = "news";
    private static final List<Topic> TOPIC = List.of(Topic.channel(CHANNEL));
    private static final byte[] PAYLOAD = new byte[64];
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "subscriptions";
    }

    @Override
    public void run(BenchmarkRun bench) throws Exception {
        try (Jedis server = new Jedis(bench.redis().uri())) {
            server.ping();
            withoutListeners(bench, server, "Redis", () -> onRedis(bench));
            withListeners(bench, server, "Redis", () -> onRedis(bench));
            toDifferentChannels(bench, server);
            try (MemoryBackend memory = MemoryBackend.builder().build()) {
                withoutListeners(bench, server, "memory", memory::connect);
                withListeners(bench, server, "memory", memory::connect);
            }
        }
    }

    /** Creates a handle. */
    private interface Adapter {
        DistributedCoordination connect();
    }

    private static DistributedCoordination onRedis(BenchmarkRun bench) {
        return RedisCoordination.connect(bench.redis().uri(), "bench-subscriptions");
    }

    private void withoutListeners(BenchmarkRun bench, Jedis server, String where, Adapter adapter) throws Exception {
        ResourceUsage before = ResourceUsage.now(server);
        try (DistributedCoordination coordination = adapter.connect()) {
            List<Subscription> subscriptions = new ArrayList<>();
            for (int i = 0; i < SUBSCRIPTIONS; i++) {
                subscriptions.add(coordination.pubSub().subscribe(CHANNEL));
            }
            add(bench, where + ", without listeners", before, ResourceUsage.now(server));
            publish(coordination);
            for (Subscription subscription : subscriptions) {
                Optional<Message> message = subscription.poll();
                check(message.isPresent(), "a subscription received no message");
            }
        }
    }

    /** No listener returns before all have been called, because all of them must be able to run at the same time. */
    private void withListeners(BenchmarkRun bench, Jedis server, String where, Adapter adapter) throws Exception {
        CountDownLatch called = new CountDownLatch(SUBSCRIPTIONS);
        CountDownLatch counted = new CountDownLatch(1);
        ResourceUsage before = ResourceUsage.now(server);
        try (DistributedCoordination coordination = adapter.connect()) {
            for (int i = 0; i < SUBSCRIPTIONS; i++) {
                var unused = coordination.pubSub().subscribe(TOPIC, message -> {
                    called.countDown();
                    await(counted);
                });
            }
            add(bench, where + ", with listeners", before, ResourceUsage.now(server));
            publish(coordination);
            await(called);
            add(bench, where + ", with all listeners running", before, ResourceUsage.now(server));
            counted.countDown();
        } finally {
            counted.countDown();
        }
    }

    private void toDifferentChannels(BenchmarkRun bench, Jedis server) {
        int count = bench.times(CHANNELS, SUBSCRIPTIONS);
        String what = String.format("%,d subscriptions on Redis to different channels", count);
        ResourceUsage before = ResourceUsage.now(server);
        double heapBefore = heap();
        try (DistributedCoordination coordination = onRedis(bench)) {
            List<Subscription> subscriptions = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                subscriptions.add(coordination.pubSub().subscribe(CHANNEL + i));
            }
            double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
            bench.summary().add(SummaryLine.figure(name(), what + ", subscribing", Figure.of(millis), "ms"));
            bench.summary().add(SummaryLine.figure(name(), what + ", heap", Figure.of(heap() - heapBefore), "MB"));
            usage(bench, what, before, ResourceUsage.now(server));
            check(
                    coordination.pubSub().publish(CHANNEL + (count - 1), PAYLOAD) == 1
                            && subscriptions.get(count - 1).poll().isPresent(),
                    "a subscription received no message");
        }
    }

    /** Returns the megabytes that are in use after garbage was collected. */
    private static double heap() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / BYTES_PER_MEGABYTE;
    }

    private void add(BenchmarkRun bench, String what, ResourceUsage before, ResourceUsage after) {
        usage(bench, String.format("%,d subscriptions on ", SUBSCRIPTIONS) + what, before, after);
    }

    private void usage(BenchmarkRun bench, String subscriptions, ResourceUsage before, ResourceUsage after) {
        String threads = "threads on JDK " + Runtime.version().feature();
        bench.summary().add(SummaryLine.figure(name(), subscriptions, Figure.of(after.threadsSince(before)), threads));
        bench.summary()
                .add(SummaryLine.figure(
                        name(), subscriptions, Figure.of(after.connectionsSince(before)), "connections"));
    }

    private static void publish(DistributedCoordination coordination) {
        check(coordination.pubSub().publish(CHANNEL, PAYLOAD) == SUBSCRIPTIONS, "a subscription is missing");
    }

    private static void await(CountDownLatch latch) {
        try {
            check(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS), "not all listeners were called");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
