// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Checks the harness, before it is trusted with the rules: what fails here is the harness, not the adapter. */
abstract class HarnessContract extends ContractArea {

    /** Something in every area. */
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

    /** A backend is empty before its first use. */
    @Test
    @Tag("harness")
    void freshMeansEmpty() {
        assertEmpty(coordination);
        fill(coordination);

        try (CoordinationHarness other = harness()) {
            assertEmpty(other.connect());
        }
    }

    /** Connecting twice gives two handles on one backend. */
    @Test
    @Tag("harness")
    void connectGivesAnotherHandleOnTheSameBackend() {
        DistributedCoordination other = connect();
        fill(coordination);

        assertThat(other).isNotSameAs(coordination);
        assertThat(other.cache().exists("fresh")).isTrue();
        assertThat(other.leaderElection().currentLeader("fresh")).isPresent();
        assertThat(other.clusterMembership().activeNodes()).containsExactly("fresh");
    }

    /** Time control ends a TTL, and not a longer one. */
    @Test
    @Tag("harness")
    void advancingEndsATtlAndNotALongerOne() {
        SharedCache cache = coordination.cache();
        cache.set("short", bytes("x"), units(4));
        cache.set("long", bytes("x"), units(8));
        cache.set("without", bytes("x"));

        time().advance(units(4));

        assertThat(cache.exists("short")).isFalse();
        assertThat(cache.exists("long")).isTrue();
        assertThat(cache.exists("without")).isTrue();
    }

    /** Time control of one backend leaves another alone. */
    @Test
    @Tag("harness")
    void advancingOneBackendLeavesOthersAlone() {
        try (CoordinationHarness other = harness()) {
            SharedCache there = other.connect().cache();
            there.set("k", bytes("x"), other.time().unit().multipliedBy(1000));

            time().advance(units(1));

            assertThat(there.exists("k")).isTrue();
        }
    }

    /** Scheduled tasks run while time passes, in due order, each at its own instant, on the calling thread. */
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

    /** A call during which time passes gives its result, and its failure. */
    @Test
    @Tag("harness")
    void duringReturnsWhatTheCallReturned() throws Exception {
        coordination.cache().set("k", bytes("x"), units(4));

        assertThat(time().during(units(4), () -> "result")).isEqualTo("result");
        assertThat(coordination.cache().exists("k")).isFalse();
    }

    /** What the harness says of itself is in the documented form, and always the same. */
    @Test
    @Tag("harness")
    void describesItself() {
        assertThat(harness.description()).isNotBlank().doesNotContain("\n").isEqualTo(harness.description());
        assertThat(harness.capabilities()).isEqualTo(harness.capabilities());
        assertThat(harness.subscriptionBuffer()).isBetween(16, 10_000).isEqualTo(harness.subscriptionBuffer());
        assertThat(harness.time()).isSameAs(harness.time());
        assertThat(time().scheduler()).isSameAs(time().scheduler());
        assertThat(time().unit())
                .isPositive()
                .isEqualTo(Duration.ofMillis(time().unit().toMillis()));
    }

    /** Closing a harness twice is closing it once. */
    @Test
    @Tag("harness")
    void closesTwice() {
        CoordinationHarness other = harness();
        other.connect();

        other.close();
        other.close();
    }
}
