// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coordination.Leadership;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.contract.faulty.FaultyAdapter;
import dev.coordination.junit.contract.faulty.FaultyHarness;
import dev.coordination.junit.harness.MemoryHarness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SequenceTest {

    private static final Duration TTL = Duration.ofMinutes(4);

    private final Sequence calls = new Sequence(7);

    private static Optional<Difference> onAnAdapterInWhich(String defect, Sequence calls) {
        return Differential.compare(
                MemoryHarness::new, () -> new FaultyHarness(FaultyAdapter.of(defect)), calls, Duration.ofMillis(1));
    }

    private List<String> java() {
        return calls.steps().stream().map(Step::java).toList();
    }

    @Test
    void recordsCallsInAllAreas() {
        calls.on(0).cache().set("k", new byte[] {1}, TTL);
        calls.on(1).cache().increment("k", Long.MIN_VALUE);
        calls.on(1).clusterMembership().register("n", Map.of("zone", "a"), Duration.ofNanos(1));
        calls.advance(Duration.ofHours(2));
        calls.reconnect(1);
        calls.on(1).close();

        assertThat(java())
                .containsExactly(
                        "run.call(() -> run.node(0).cache().set(\"k\", utf8(\"\\u0001\"), Duration.ofMinutes(4)));",
                        "run.call(() -> run.node(1).cache().increment(\"k\", Long.MIN_VALUE));",
                        "run.call(() -> run.node(1).clusterMembership().register(\"n\", Map.of(\"zone\", \"a\"),"
                                + " Duration.ofNanos(1)));",
                        "run.advance(Duration.ofHours(2));",
                        "run.reconnect(1);",
                        "run.call(() -> run.node(1).close());");
    }

    @Test
    void aRecordedTermStandsForTheTermThatTheRunWins() {
        Leadership term = calls.on(0).leaderElection().tryAcquire("e", "a", TTL).orElseThrow();
        calls.on(1).leaderElection().renew(term, TTL);
        calls.on(1).leaderElection().release(new Leadership("e", "b", term.fencingToken()));
        calls.on(1).leaderElection().release(term);

        assertThat(java().subList(1, 4))
                .containsExactly(
                        "run.call(() -> run.node(1).leaderElection().renew(run.term(0), Duration.ofMinutes(4)));",
                        "run.call(() -> run.node(1).leaderElection().release("
                                + "new Leadership(\"e\", \"b\", run.term(0).fencingToken())));",
                        "run.call(() -> run.node(1).leaderElection().release(run.term(0)));");
        assertThat(onAnAdapterInWhich("anyone can release the leader's term", calls))
                .hasValueSatisfying(found -> assertThat(found.operation()).isEqualTo("leaderElection.release"));
    }

    @Test
    void aSubscriptionRecordsItsCalls() throws InterruptedException {
        PubSub pubSub = calls.on(0).pubSub();
        Subscription subscription = pubSub.subscribe(List.of(Topic.channel("c"), Topic.pattern("d*")));
        pubSub.publish("c", new byte[0]);
        subscription.pending();
        subscription.poll();
        subscription.next(TTL);
        calls.drain(subscription);
        calls.settle();
        subscription.close();

        assertThat(java())
                .containsExactly(
                        "run.subscribe(0, () -> run.node(0).pubSub().subscribe("
                                + "List.of(Topic.channel(\"c\"), Topic.pattern(\"d*\"))));",
                        "run.call(() -> run.node(0).pubSub().publish(\"c\", utf8(\"\")));",
                        "run.call(() -> run.subscription(0).pending());",
                        "run.poll(0);",
                        "run.poll(0, Duration.ofMinutes(4));",
                        "run.drain(0);",
                        "run.settle();",
                        "run.call(() -> run.subscription(0).close());");
    }

    @Test
    void outcomesOfUncomparedCallsMayDifferButNotTheirEffects() {
        Leadership term = calls.on(0).leaderElection().tryAcquire("e", "a", TTL).orElseThrow();
        calls.uncompared(() -> calls.on(1).leaderElection().release(new Leadership("e", "b", term.fencingToken())));

        assertThat(java().get(1))
                .isEqualTo("run.uncompared(() -> { run.call(() -> run.node(1).leaderElection().release("
                        + "new Leadership(\"e\", \"b\", run.term(0).fencingToken()))); });");
        assertThat(onAnAdapterInWhich("anyone can release the leader's term", calls))
                .isEmpty();

        calls.on(1).leaderElection().currentLeader("e");

        assertThat(onAnAdapterInWhich("anyone can release the leader's term", calls))
                .hasValueSatisfying(found -> assertThat(found.operation()).isEqualTo("leaderElection.currentLeader"));
    }

    @Test
    void rejectsListenersAndForeignSubscriptions() {
        PubSub pubSub = calls.on(0).pubSub();

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> pubSub.subscribe(List.of(Topic.channel("c")), message -> {}))
                .withMessage("a sequence cannot contain listeners");
        try (MemoryHarness harness = new MemoryHarness();
                Subscription other = harness.connect().pubSub().subscribe("c")) {
            assertThatIllegalArgumentException().isThrownBy(() -> calls.drain(other));
        }
    }

    @Test
    void leavesOutCallsWithArgumentsThatAreNotSupported() {
        calls.only((operation, argument) -> !operation.equals("cache.get") && !TTL.equals(argument));
        calls.on(0).cache().set("k", new byte[0], TTL);
        calls.on(0).cache().get("k");
        calls.on(0).cache().exists("k");

        assertThat(java()).containsExactly("run.call(() -> run.node(0).cache().exists(\"k\"));");
    }

    @Test
    void aDifferenceIsShrunkToTheCallsThatReproduceIt() {
        for (int i = 0; i < 50; i++) {
            calls.on(i % 3).cache().set("k" + i, new byte[0], TTL);
            calls.on(i % 3).cache().set("k" + i, new byte[0]);
            calls.on(0).cache().exists("k" + (i + 1));
        }
        calls.advance(TTL);
        calls.on(1).cache().exists("k49");

        Difference found =
                onAnAdapterInWhich("overwriting keeps the TTL", calls).orElseThrow();
        Difference shrunk = found.shrunk(Duration.ofMinutes(1));

        assertThat(found.steps()).isEqualTo(152);
        assertThat(shrunk.steps()).isEqualTo(4);
        assertThat(shrunk.first()).isEqualTo("true");
        assertThat(shrunk.second()).isEqualTo("false");
        assertThat(shrunk.asJava("MemoryHarness::new", "this::harness"))
                .startsWith("/** Seed 7, cache.exists: first true, second false. */")
                .contains("Differential.assertSame(MemoryHarness::new, this::harness, run -> {")
                .contains("run.advance(Duration.ofMinutes(4));");
    }

    @Test
    void callsRecordedTogetherAreNotSeparated() {
        calls.together(() -> {
            calls.on(0).cache().set("k", new byte[0], TTL);
            calls.on(0).cache().set("other", new byte[0]);
            calls.on(0).cache().set("k", new byte[0]);
        });
        calls.advance(TTL);
        calls.on(1).cache().exists("k");

        Difference shrunk = onAnAdapterInWhich("overwriting keeps the TTL", calls)
                .orElseThrow()
                .shrunk(Duration.ofMinutes(1));

        assertThat(calls.size()).isEqualTo(3);
        assertThat(shrunk.steps()).isEqualTo(3);
        assertThat(shrunk.asJava()).contains("\"other\"");
    }
}
