// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.Leadership;
import dev.coordination.Subscription;
import dev.coordination.junit.harness.Capability;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Subscriptions and messages have nothing to do with keys, elections and members with the same names: G-04. */
@RequiresCapability(Capability.PUBSUB)
abstract class UnrelatedAreasContract extends PubSubArea {

    private static final List<String> NAMES = List.of("x", "p:x", "*", "x:h", "\u00e9");
    private static final Map<String, String> METADATA = Map.of("a", "b");

    /** Subscriptions stay live, whatever is deleted, released and deregistered, and whatever expires. */
    @Test
    @Tag("G-04")
    void theOtherAreasDoNotAffectSubscriptions() {
        Subscription exact = pubSub().subscribe(NAMES.toArray(String[]::new));
        Subscription later = pubSub().subscribe("later");

        useTheOtherAreas();
        clearTheOtherAreas();

        NAMES.forEach(name -> publish(name, "1"));
        publish("later", "2");
        assertThat(takeAll(exact, "x"))
                .isEqualTo(NAMES.stream().map(name -> name + ": 1").toList());
        assertThat(takeAll(later, "later")).containsExactly("later: 2");
        exact.close();
        publishToNobody(coordination, "x", "3");
    }

    @Test
    @Tag("G-04")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void theOtherAreasDoNotAffectPatternSubscriptions() {
        Subscription everything = pubSub().subscribeMatching("*");

        useTheOtherAreas();
        clearTheOtherAreas();

        publish("x", "1");
        assertThat(takeAll(everything, "x")).containsExactly("x by *: 1");
    }

    /** Messages that nobody receives do not affect the other areas, either. */
    @Test
    @Tag("G-04")
    void messagesDoNotAffectTheOtherAreas() {
        useTheOtherAreas();
        List<Leadership> free = NAMES.stream()
                .map(name -> coordination
                        .leaderElection()
                        .tryAcquire("free " + name, "n", units(8))
                        .orElseThrow())
                .toList();
        free.forEach(coordination.leaderElection()::release);

        NAMES.forEach(name -> publishToNobody(coordination, name, "nobody listens"));
        Subscription exact = pubSub().subscribe(NAMES.toArray(String[]::new));
        NAMES.forEach(name -> publish(name, "0"));
        exact.close();
        NAMES.forEach(name -> publishToNobody(coordination, name, "nobody listens any more"));

        for (String name : NAMES) {
            assertThat(coordination.cache().get(name)).as(name).contains(bytes("1"));
            assertThat(coordination.cache().ttl(name).orElseThrow()).as(name).isBetween(units(7), units(8));
            assertThat(coordination.leaderElection().currentLeader(name))
                    .as(name)
                    .map(Leadership::nodeId)
                    .contains(name);
        }
        for (Leadership earlier : free) {
            assertThat(coordination
                            .leaderElection()
                            .tryAcquire(earlier.election(), "n", units(8))
                            .orElseThrow()
                            .fencingToken())
                    .as("the token of the next term of %s", earlier.election())
                    .isGreaterThan(earlier.fencingToken());
        }
        assertThat(coordination.clusterMembership().activeNodes()).containsExactlyInAnyOrderElementsOf(NAMES);
        assertThat(coordination.clusterMembership().members().values()).containsOnly(METADATA);
    }

    private void useTheOtherAreas() {
        for (String name : NAMES) {
            coordination.cache().set(name, bytes("1"), units(8));
            coordination.leaderElection().tryAcquire(name, name, units(8));
            coordination.clusterMembership().register(name, METADATA, units(8));
        }
    }

    private void clearTheOtherAreas() {
        for (String name : NAMES) {
            coordination.cache().delete(name);
            coordination.leaderElection().release(name, name);
            coordination.clusterMembership().deregister(name);
        }
        useTheOtherAreas();
        if (has(Capability.DELETE_MATCHING)) {
            coordination.cache().deleteMatching("*");
        }
        time().advance(units(8));
    }
}
