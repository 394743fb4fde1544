// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.Subscription;
import dev.coordination.junit.contract.threads.InterruptedCalls;
import dev.coordination.junit.harness.Capability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Interrupted threads: G-09, for every operation of the port. {@link SubscriptionInterruptContract} tests subscriptions. */
abstract class InterruptContract extends InterruptArea {

    /** How often each operation is interrupted. */
    private static final int INTERRUPTS = 30;

    /** How often the cycle of writes is interrupted. */
    private static final int INTERRUPTS_OF_WRITES = 20;

    /** The calls of {@link #noWriteIsLostToAnInterruptDuringTheCall}, for failure messages. */
    private static final String WRITES =
            "cache.increment, cache.set, leaderElection.tryAcquire, leaderElection.release,"
                    + " clusterMembership.register, clusterMembership.heartbeat, clusterMembership.deregister, or a read";

    /** What the backend holds before an operation. */
    private enum Before {
        NOTHING,
        VALUES,
        COUNTERS
    }

    /** An interrupted thread gets the same result as any other thread, and other handles see the same effect. */
    @Test
    @Tag("G-09")
    void everyOperationOfAnInterruptedThreadCompletes() {
        List<OperationUnderTest<String>> operations = operations(new Leadership("x", "n", 1));
        for (Before before : Before.values()) {
            for (int i = 0; i < operations.size(); i++) {
                if (before == Before.COUNTERS && !operations.get(i).name().startsWith("increment")) {
                    continue; // Only an increment treats a counter differently from another value.
                }
                Leadership held = prepare(before);
                OperationUnderTest<String> operation = operations(held).get(i);
                Outcome expected = onAThread(() -> result(operation));
                String effect = seenByOthers();

                held = prepare(before);
                OperationUnderTest<String> again = operations(held).get(i);
                Outcome interrupted = onAnInterruptedThread(() -> result(again));

                String what = again + " of an interrupted thread, when the backend held " + before;
                assertSameResult(interrupted, expected, what);
                assertThat(seenByOthers())
                        .as("what another handle sees after %s", what)
                        .isEqualTo(effect);
            }
        }
    }

    private List<OperationUnderTest<String>> operations(Leadership held) {
        return OperationUnderTest.all(held, units(4)).stream()
                .filter(operation -> operation.isSupportedBy(harness))
                .toList();
    }

    private String result(OperationUnderTest<String> operation) throws Exception {
        Object result = operation.call().on(coordination, "x");
        if (result instanceof Subscription subscription) {
            subscription.close();
        }
        // Without an exact count, two equal calls may return different estimates.
        return result instanceof Long && operation.name().equals("publish") && !has(Capability.EXACT_RECEIVER_COUNT)
                ? "an estimate"
                : shown(result);
    }

    /** Prepares the backend, and returns the term of election x, or an invented term if nobody holds it. */
    private Leadership prepare(Before before) {
        DistributedCoordination other = otherHandle();
        other.cache().delete("x");
        for (String election : List.of("x", "e")) {
            other.leaderElection().currentLeader(election).ifPresent(other.leaderElection()::release);
        }
        other.clusterMembership().deregister("x");
        if (before == Before.NOTHING) {
            return new Leadership("x", "n", 1);
        }
        other.cache().set("x", before == Before.VALUES ? new byte[] {1} : bytes("5"), units(8));
        other.leaderElection().tryAcquire("e", "x", units(8));
        other.clusterMembership().register("x", Map.of("a", "b"), units(8));
        return other.leaderElection().tryAcquire("x", "n", units(8)).orElseThrow();
    }

    private String seenByOthers() {
        DistributedCoordination other = otherHandle();
        return "value: " + shown(other.cache().get("x"))
                + ", TTL: " + shown(other.cache().ttl("x"))
                + ", leaders: " + shown(other.leaderElection().currentLeader("x"))
                + " and " + shown(other.leaderElection().currentLeader("e"))
                + ", members: " + other.clusterMembership().members();
    }

    /** Shows only what is the same whenever the operation is repeated: no tokens, and no exact durations. */
    private static String shown(@Nullable Object result) {
        if (result instanceof Optional<?> optional) {
            return optional.map(InterruptContract::shown).orElse("empty");
        }
        if (result instanceof byte[] bytes) {
            return new String(bytes, UTF_8);
        }
        if (result instanceof Leadership leadership) {
            return leadership.nodeId() + " leads " + leadership.election();
        }
        if (result instanceof Duration) {
            return "a duration";
        }
        return result instanceof Subscription ? "a subscription" : String.valueOf(result);
    }

    /** The interrupt may come at any moment during the call. */
    @Test
    @Tag("G-09")
    void anInterruptDuringACallNeitherCausesAFailureNorIsCleared() {
        // The calls of this handle are not recorded. Otherwise, most interrupts would come during the recording.
        DistributedCoordination handle = harness.connect();
        List<InterruptedCalls.Call> calls = new ArrayList<>();
        for (OperationUnderTest<String> operation : operations(new Leadership("x", "n", 1))) {
            String name = "x" + calls.size(); // Each operation has its own name, so that an increment finds a counter.
            calls.add(new InterruptedCalls.Call(operation.toString(), () -> {
                Object result = operation.call().on(handle, name);
                if (result instanceof Subscription subscription) {
                    subscription.close();
                }
                return result;
            }));
        }

        InterruptedCalls.repeat(background.patience(), INTERRUPTS, calls);
    }

    @Test
    @Tag("G-09")
    void noWriteIsLostToAnInterruptDuringTheCall() {
        LeaderElection elections = coordination.leaderElection();
        ClusterMembership cluster = coordination.clusterMembership();
        ClusterMembership seen = otherHandle().clusterMembership();
        long[] count = new long[1];

        InterruptedCalls.Call writes = new InterruptedCalls.Call(WRITES, () -> {
            String number = Long.toString(++count[0]);
            assertThat(coordination.cache().increment("n", 1))
                    .as("cache.increment")
                    .isEqualTo(count[0]);
            coordination.cache().set("k", bytes(number));
            assertThat(otherHandle().cache().get("k")).as("cache.get").contains(bytes(number));
            Optional<Leadership> term = elections.tryAcquire("e", "n", units(60));
            assertThat(term).as("leaderElection.tryAcquire").isPresent();
            assertThat(elections.release(term.orElseThrow()))
                    .as("leaderElection.release")
                    .isTrue();
            assertThat(elections.currentLeader("e"))
                    .as("leaderElection.currentLeader")
                    .isEmpty();
            cluster.register("m", Map.of("n", number), units(60));
            assertThat(cluster.heartbeat("m", units(60)))
                    .as("clusterMembership.heartbeat")
                    .isTrue();
            assertThat(seen.members()).as("clusterMembership.members").isEqualTo(Map.of("m", Map.of("n", number)));
            assertThat(cluster.deregister("m"))
                    .as("clusterMembership.deregister")
                    .isTrue();
            assertThat(seen.activeNodes()).as("clusterMembership.activeNodes").isEmpty();
            return number;
        });
        InterruptedCalls.repeat(background.patience(), INTERRUPTS_OF_WRITES, List.of(writes));

        assertThat(coordination.cache().get("n")).contains(bytes(Long.toString(count[0])));
    }
}
