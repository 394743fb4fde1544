// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.Message;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Areas and backends are separate, and handles on one backend share its data: G-04, G-07. */
abstract class SeparationContract extends ContractArea {

    @Test
    @Tag("G-04")
    void theSameNameInAnotherAreaIsUnrelated() {
        SharedCache cache = coordination.cache();
        for (String name : GeneralContract.NASTY) {
            assertThat(cache.exists(name)).as(name).isFalse();
            coordination.leaderElection().tryAcquire(name, name, units(4));
            assertThat(cache.exists(name)).as(name).isFalse();
            coordination.clusterMembership().register(name, Map.of("of", name), units(4));
            assertThat(cache.exists(name)).as(name).isFalse();
            cache.set(name, bytes("x"));
        }
        for (String name : GeneralContract.NASTY) {
            assertThat(cache.get(name)).as(name).contains(bytes("x"));
            assertThat(coordination.leaderElection().currentLeader(name))
                    .as(name)
                    .map(Leadership::nodeId)
                    .contains(name);
            assertThat(coordination.clusterMembership().metadata(name)).as(name).contains(Map.of("of", name));
            assertThat(cache.delete(name)).as(name).isTrue();
            assertThat(coordination.leaderElection().release(name, name))
                    .as(name)
                    .isTrue();
            assertThat(coordination.clusterMembership().deregister(name))
                    .as(name)
                    .isTrue();
        }
    }

    @Test
    @Tag("G-04")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void deletingEveryKeyKeepsLeadersAndMembers() {
        Leadership held =
                coordination.leaderElection().tryAcquire("x", "n", units(4)).orElseThrow();
        coordination.clusterMembership().register("x", Map.of("a", "b"), units(4));
        coordination.cache().set("x", bytes("x"));

        assertThat(coordination.cache().deleteMatching("*")).isEqualTo(1);

        assertThat(coordination.leaderElection().currentLeader("x")).contains(held);
        assertThat(coordination.clusterMembership().members()).isEqualTo(Map.of("x", Map.of("a", "b")));
    }

    @Test
    @Tag("G-07")
    void twoHandlesSeeTheSameData() {
        DistributedCoordination other = connect();

        coordination.cache().set("k", bytes("x"), units(4));
        Leadership held =
                coordination.leaderElection().tryAcquire("e", "n", units(4)).orElseThrow();
        coordination.clusterMembership().register("n", Map.of("a", "b"), units(4));

        assertThat(other.cache().get("k")).contains(bytes("x"));
        assertThat(other.leaderElection().currentLeader("e")).contains(held);
        assertThat(other.leaderElection().tryAcquire("e", "m", units(4))).isEmpty();
        assertThat(other.clusterMembership().members()).isEqualTo(Map.of("n", Map.of("a", "b")));
        assertThat(other.cache().delete("k")).isTrue();
        assertThat(other.leaderElection().release(held)).isTrue();
        assertThat(other.clusterMembership().deregister("n")).isTrue();
        assertThat(coordination.cache().exists("k")).isFalse();
        assertThat(coordination.leaderElection().currentLeader("e")).isEmpty();
        assertThat(coordination.clusterMembership().activeNodes()).isEmpty();
    }

    /** A handle caches nothing. */
    @Test
    @Tag("G-07")
    void aHandleSeesTheChangesOfAnother() {
        DistributedCoordination other = connect();
        for (String value : List.of("1", "2", "3")) {
            other.cache().set("k", bytes(value));
            assertThat(coordination.cache().get("k")).contains(bytes(value));

            Leadership held = other.leaderElection()
                    .tryAcquire("e", "n" + value, units(4))
                    .orElseThrow();
            assertThat(coordination.leaderElection().currentLeader("e")).contains(held);
            other.leaderElection().release(held);

            other.clusterMembership().register("n", Map.of("it", value), units(4));
            assertThat(coordination.clusterMembership().metadata("n")).contains(Map.of("it", value));
            assertThat(coordination.clusterMembership().members()).isEqualTo(Map.of("n", Map.of("it", value)));
        }
    }

    @Test
    @Tag("G-07")
    void twoBackendsShareNothing() {
        try (CoordinationHarness elsewhere = harness()) {
            DistributedCoordination there = connect(elsewhere);
            for (String name : GeneralContract.NASTY) {
                coordination.cache().set(name, bytes("here"));
                coordination.leaderElection().tryAcquire(name, "here", units(4));
                coordination.clusterMembership().register(name, Map.of(), units(4));
            }
            for (String name : GeneralContract.NASTY) {
                assertThat(there.cache().exists(name)).as(name).isFalse();
                assertThat(there.cache().get(name)).as(name).isEmpty();
                assertThat(there.leaderElection().currentLeader(name)).as(name).isEmpty();
                assertThat(there.clusterMembership().metadata(name)).as(name).isEmpty();
                assertThat(there.cache().delete(name)).as(name).isFalse();
                assertThat(there.leaderElection().release(name, "here"))
                        .as(name)
                        .isFalse();
                assertThat(there.clusterMembership().deregister(name)).as(name).isFalse();
            }
            assertThat(there.clusterMembership().activeNodes()).isEmpty();
            assertThat(coordination.clusterMembership().activeNodes()).hasSize(GeneralContract.NASTY.size());
        }
    }

    @Test
    @Tag("G-07")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void deletingByPatternDoesNotReachAnotherBackend() {
        try (CoordinationHarness elsewhere = harness()) {
            coordination.cache().set("k", bytes("here"));

            assertThat(connect(elsewhere).cache().deleteMatching("*")).isZero();

            assertThat(coordination.cache().exists("k")).isTrue();
        }
    }

    @Test
    @Tag("G-07")
    @RequiresCapability(Capability.PUBSUB)
    void messagesDoNotReachAnotherBackend() {
        try (CoordinationHarness elsewhere = harness()) {
            DistributedCoordination there = connect(elsewhere);
            List<Subscription> subscriptions = new ArrayList<>();
            subscriptions.add(there.pubSub().subscribe(GeneralContract.NASTY.toArray(String[]::new)));
            if (has(Capability.PATTERN_SUBSCRIPTIONS)) {
                subscriptions.add(there.pubSub().subscribeMatching("*"));
            }
            for (String name : GeneralContract.NASTY) {
                publishToNobody(coordination, name, "here");
            }
            there.pubSub().publish("x", bytes("there"));

            for (Subscription subscription : subscriptions) {
                assertThat(background
                                .within(() -> subscription.next(background.patience()))
                                .map(Message::text))
                        .as("the first message that subscription.next returns")
                        .contains("there");
            }
        }
    }
}
