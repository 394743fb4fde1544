// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.SharedCache;
import dev.coordination.junit.harness.CoordinationHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Checks the harness before it is used to test the rules. A failure here is a fault in the harness, not in the adapter.
 */
abstract class HarnessContract extends ContractArea {

    /** Creates a key, a term and a member. */
    private void fill(DistributedCoordination handle) {
        handle.cache().set("fresh", bytes("x"));
        handle.leaderElection().tryAcquire("fresh", "n", units(4));
        handle.clusterMembership().register("fresh", Map.of(), units(4));
    }

    private static void assertEmpty(DistributedCoordination handle) {
        assertThat(handle.cache().exists("fresh")).isFalse();
        assertThat(handle.leaderElection().currentLeader("fresh")).isEmpty();
        assertThat(handle.clusterMembership().activeNodes()).isEmpty();
    }

    @Test
    @Tag("harness")
    void aFreshBackendIsEmpty() {
        assertEmpty(coordination);
        fill(coordination);

        try (CoordinationHarness other = harness()) {
            assertEmpty(connect(other));
        }
    }

    @Test
    @Tag("harness")
    void connectReturnsAnotherHandleOnTheSameBackend() {
        DistributedCoordination other = connect();
        fill(coordination);

        assertThat(other).isNotSameAs(coordination);
        assertThat(other.cache().exists("fresh")).isTrue();
        assertThat(other.leaderElection().currentLeader("fresh")).isPresent();
        assertThat(other.clusterMembership().activeNodes()).containsExactly("fresh");
    }

    @Test
    @Tag("harness")
    void advancingTimeEndsAShorterTtlButNotALongerOne() {
        SharedCache cache = coordination.cache();
        cache.set("short", bytes("x"), units(4));
        cache.set("long", bytes("x"), units(8));
        cache.set("without", bytes("x"));

        time().advance(units(4));

        assertThat(cache.exists("short")).isFalse();
        assertThat(cache.exists("long")).isTrue();
        assertThat(cache.exists("without")).isTrue();
    }

    @Test
    @Tag("harness")
    void advancingTimeDoesNotAffectAnotherBackend() {
        try (CoordinationHarness other = harness()) {
            SharedCache there = connect(other).cache();
            there.set("k", bytes("x"), lasting());

            time().advance(units(1));

            assertThat(there.exists("k")).isTrue();
        }
    }

    /**
     * Scheduled tasks run while time passes, in the order in which they are due, each at its own instant, on the calling
     * thread.
     */
    @Test
    @Tag("harness")
    void tasksRunAsTimePasses() {
        SharedCache cache = coordination.cache();
        cache.set("k", bytes("x"), units(4));
        List<String> ran = new ArrayList<>();
        for (int due : new int[] {5, 3}) {
            var unused = time().scheduler()
                    .schedule(
                            () -> ran.add(due + " " + cache.exists("k") + " on "
                                    + Thread.currentThread().getId()),
                            units(due).toMillis(),
                            TimeUnit.MILLISECONDS);
        }

        time().advance(units(6));

        long me = Thread.currentThread().getId();
        assertThat(ran).containsExactly("3 true on " + me, "5 false on " + me);
    }

    @Test
    @Tag("harness")
    void duringReturnsTheResultOfTheCall() throws Exception {
        coordination.cache().set("k", bytes("x"), units(4));

        assertThat(time().during(units(4), () -> "result")).isEqualTo("result");
        assertThat(coordination.cache().exists("k")).isFalse();
    }

    /** The properties of the harness have the documented form and never change. */
    @Test
    @Tag("harness")
    void theHarnessDescribesItself() {
        assertThat(harness.description()).isNotBlank().doesNotContain("\n").isEqualTo(harness.description());
        assertThat(harness.capabilities()).isEqualTo(harness.capabilities());
        assertThat(harness.limits()).isEqualTo(harness.limits());
        assertThat(harness.subscriptionBuffer()).isBetween(16, 10_000).isEqualTo(harness.subscriptionBuffer());
        assertThat(harness.time()).isSameAs(harness.time());
        assertThat(time().scheduler()).isSameAs(time().scheduler());
        assertThat(time().unit())
                .isPositive()
                .isEqualTo(Duration.ofMillis(time().unit().toMillis()));
        assertThat(limits().longestTtl())
                .as("the longest TTL, which must be at least 200 units")
                .isGreaterThanOrEqualTo(units(200));
    }

    @Test
    @Tag("harness")
    void closingAHarnessTwiceHasNoFurtherEffect() {
        CoordinationHarness other = harness();
        connect(other);

        other.close();
        other.close();
    }
}
