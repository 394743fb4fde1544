// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static dev.coordination.recipes.Waits.unavailable;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests watches whose requests, hints and listeners fail at random, while the members change. */
@CoordinationTest
class MembershipWatchFaultsTest {

    private enum Threads {
        SCHEDULER,
        CALLING_THREAD,
        LATE_CALLBACKS
    }

    private final MemoryBackend backend;
    private final FakeClock clock;
    private final ScheduledExecutorService scheduler;
    private final DistributedCoordination handle;
    private final ScriptedCalls coordination;
    private final DistributedCoordination other;
    private final ClusterMembership cluster;

    /** The members according to what was told. */
    private final Map<String, Map<String, String>> view = new HashMap<>();

    private final List<String> told = new CopyOnWriteArrayList<>();

    /** The callbacks that wait for a thread. */
    private final List<Runnable> waiting = new ArrayList<>();

    /** What the listener does after each call. */
    private volatile ErrorReporter.Callback then = () -> {};

    MembershipWatchFaultsTest(
            MemoryBackend backend,
            FakeClock clock,
            ScheduledExecutorService scheduler,
            DistributedCoordination coordination) {
        this.backend = backend;
        this.clock = clock;
        this.scheduler = scheduler;
        this.handle = coordination;
        this.coordination = new ScriptedCalls(coordination);
        this.other = backend.connect();
        this.cluster = other.clusterMembership();
    }

    /** Checks that what it is told is consistent. */
    private final class View implements MembershipListener {

        @Override
        public void onJoined(String nodeId, Map<String, String> metadata) throws Exception {
            told.add("joined " + nodeId + metadata);
            assertThat(view.put(nodeId, metadata)).as(told.toString()).isNull();
            then.call();
        }

        @Override
        public void onLeft(String nodeId, Map<String, String> metadata) throws Exception {
            told.add("left " + nodeId + metadata);
            assertThat(view.remove(nodeId)).as(told.toString()).isEqualTo(metadata);
            then.call();
        }

        @Override
        public void onChanged(String nodeId, Map<String, String> metadata) throws Exception {
            told.add("changed " + nodeId + metadata);
            assertThat(view.put(nodeId, metadata))
                    .as(told.toString())
                    .isNotNull()
                    .isNotEqualTo(metadata);
            then.call();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("E-40")
    @Tag("E-41")
    @Tag("E-43")
    void whatIsToldIsConsistentAndEndsWithTheMembers(Threads threads) throws Exception {
        for (int seed = 0; seed < 100; seed++) {
            run(threads, seed);
        }
    }

    private void run(Threads threads, int seed) throws Exception {
        Random random = new Random(seed);
        view.clear();
        told.clear();
        List<Throwable> assertions = new CopyOnWriteArrayList<>();
        fail(random);
        MembershipWatch watch = start(threads, assertions);
        for (int step = 0; step < 40; step++) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    backend.disconnect(handle);
                    backend.settle();
                    backend.reconnect(handle);
                }
                case 1 -> clock.advance(ofMillis(random.nextInt(20_000)));
                case 2 -> {
                    other.pubSub().publish("members", new byte[0]);
                    backend.settle();
                    clock.advance(ofMillis(1));
                }
                default -> change(random);
            }
            while (!waiting.isEmpty() && random.nextBoolean()) {
                waiting.remove(0).run();
            }
        }
        coordination.before = () -> {};
        coordination.after = () -> {};
        then = () -> {};
        clock.advance(ofSeconds(11));
        runWaiting();

        assertThat(assertions).as("seed " + seed).isEmpty();
        assertThat(view).as("seed " + seed + told).isEqualTo(watch.members());
        assertThat(watch.age().orElseThrow()).as("seed " + seed).isLessThanOrEqualTo(ofSeconds(5));
        close(watch, random, seed);
    }

    private void fail(Random random) {
        coordination.before = () -> {
            if (random.nextInt(4) == 0) {
                throw random.nextBoolean() ? unavailable() : new IllegalStateException("unexpected");
            }
        };
        coordination.after = () -> {
            if (random.nextInt(6) == 0) {
                throw unavailable();
            }
        };
        then = () -> {
            if (random.nextInt(3) == 0) {
                throw new IOException("listener");
            }
            if (random.nextInt(5) == 0) {
                change(random);
            }
        };
    }

    private MembershipWatch start(Threads threads, List<Throwable> assertions) {
        MembershipWatchBuilder builder = MembershipWatch.builder(coordination, new View(), scheduler)
                .clock(clock)
                .hintChannel("members")
                .errorHandler(thrown -> {
                    if (thrown instanceof AssertionError) {
                        assertions.add(thrown);
                    }
                });
        return switch (threads) {
            case SCHEDULER -> builder.start();
            case CALLING_THREAD ->
                builder.callbackExecutor(Runnable::run)
                        .requestExecutor(Runnable::run)
                        .start();
            case LATE_CALLBACKS -> builder.callbackExecutor(waiting::add).start();
        };
    }

    private void change(Random random) {
        String node = "node-" + random.nextInt(4);
        if (random.nextInt(3) == 0) {
            cluster.deregister(node);
        } else {
            cluster.register(node, Map.of("port", String.valueOf(random.nextInt(3))), ofSeconds(15));
        }
    }

    private void close(MembershipWatch watch, Random random, int seed) {
        cluster.register("new", Map.of("port", "1"), ofSeconds(15));
        clock.advance(ofSeconds(5)); // A callback may be waiting for a thread.
        int last = told.size();
        watch.close();
        int calls = coordination.calls.size();
        change(random);
        clock.advance(ofSeconds(20));
        runWaiting();
        assertThat(told).as("seed " + seed).hasSize(last);
        assertThat(coordination.calls).as("seed " + seed).hasSize(calls);
    }

    private void runWaiting() {
        while (!waiting.isEmpty()) {
            waiting.remove(0).run();
        }
    }
}
