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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests members whose requests fail, and whose backend forgets them, at random. */
@CoordinationTest
class MemberFaultsTest {

    private enum Requests {
        ON_THE_SCHEDULER,
        ON_THE_CALLING_THREAD,
        LATE_AND_REJECTED
    }

    private final FakeClock clock;
    private final ScheduledExecutorService scheduler;
    private final ScriptedCalls coordination;
    private final ClusterMembership cluster;

    /** The requests that wait for a thread. */
    private final List<Runnable> waiting = new ArrayList<>();

    MemberFaultsTest(
            MemoryBackend backend,
            FakeClock clock,
            ScheduledExecutorService scheduler,
            DistributedCoordination coordination) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.coordination = new ScriptedCalls(coordination);
        this.cluster = backend.connect().clusterMembership();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("E-37")
    @Tag("E-38")
    @Tag("E-39")
    void aMemberThatSaysSoIsRegisteredAndEndsWithTheNewestMetadata(Requests requests) {
        for (int seed = 0; seed < 100; seed++) {
            run(requests, seed);
        }
    }

    private void run(Requests requests, int seed) {
        Random random = new Random(seed);
        Member member = start(requests, random);
        fail(random);
        Map<String, String> metadata = Map.of();
        boolean forgotten = false;
        for (int step = 0; step < 40; step++) {
            switch (random.nextInt(8)) {
                case 0 -> {
                    metadata = Map.of("step", String.valueOf(step));
                    member.metadata(metadata);
                }
                case 1 -> {
                    cluster.deregister(member.nodeId()); // As if the backend had lost its data.
                    forgotten = true;
                }
                default -> clock.advance(ofMillis(random.nextInt(6_000)));
            }
            while (!waiting.isEmpty() && random.nextInt(4) > 0) {
                waiting.remove(0).run();
            }
            if (member.isRegistered() && !forgotten) {
                assertThat(cluster.members()).as("seed " + seed).containsKey(member.nodeId());
            }
        }
        coordination.before = () -> {};
        coordination.after = () -> {};
        for (int i = 0; i < 100; i++) {
            clock.advance(ofMillis(200));
            runWaiting();
        }
        assertThat(member.isRegistered()).as("seed " + seed).isTrue();
        assertThat(cluster.members()).as("seed " + seed).isEqualTo(Map.of(member.nodeId(), metadata));
        close(member, seed);
    }

    private Member start(Requests requests, Random random) {
        MemberBuilder builder = Member.builder(coordination, "a", scheduler)
                .clock(clock)
                .hintChannel("members")
                .errorHandler(thrown -> {});
        return switch (requests) {
            case ON_THE_SCHEDULER -> builder.start();
            case ON_THE_CALLING_THREAD -> builder.requestExecutor(Runnable::run).start();
            case LATE_AND_REJECTED ->
                builder.requestExecutor(task -> {
                            if (random.nextInt(3) == 0) {
                                throw new RejectedExecutionException("full");
                            }
                            waiting.add(task);
                        })
                        .start();
        };
    }

    private void fail(Random random) {
        coordination.before = () -> {
            if (random.nextInt(4) == 0) {
                throw random.nextBoolean() ? unavailable() : new IllegalStateException("unexpected");
            }
        };
        coordination.after = () -> {
            if (random.nextInt(5) == 0) {
                throw unavailable();
            }
        };
    }

    private void close(Member member, int seed) {
        clock.advance(ofSeconds(5)); // A heartbeat may be waiting for a thread.
        member.close();
        assertThat(cluster.members()).as("seed " + seed).isEmpty();
        int calls = coordination.calls.size();
        clock.advance(ofSeconds(20));
        runWaiting();
        assertThat(coordination.calls).as("seed " + seed).hasSize(calls);
    }

    private void runWaiting() {
        while (!waiting.isEmpty()) {
            waiting.remove(0).run();
        }
    }
}
