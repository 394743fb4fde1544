// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two backends on which the same names are in use at the same time: G-07. */
abstract class TwoBackendsContract extends PubSubArea {

    private static final Map<String, String> HERE = Map.of("backend", "here");
    private static final Map<String, String> THERE = Map.of("backend", "there");

    /** A call on one backend about an election that exists on both. */
    private interface ElectionCall {
        void on(LeaderElection elections, Leadership term);
    }

    private Map<String, ElectionCall> electionCalls() {
        Map<String, ElectionCall> calls = new LinkedHashMap<>();
        calls.put("tryAcquire by the holder", (on, term) -> on.tryAcquire(term.election(), term.nodeId(), units(60)));
        calls.put("tryAcquire by another node", (on, term) -> on.tryAcquire(term.election(), "another", units(60)));
        calls.put("renew", (on, term) -> on.renew(term, units(60)));
        calls.put("currentLeader", (on, term) -> on.currentLeader(term.election()));
        calls.put("release", (on, term) -> on.release(term));
        calls.put("release by node", (on, term) -> on.release(term.election(), term.nodeId()));
        calls.put("release by another node", (on, term) -> on.release(term.election(), "another"));
        calls.put("tryAcquire after release", (on, term) -> {
            on.release(term);
            on.tryAcquire(term.election(), term.nodeId(), units(60));
        });
        return calls;
    }

    /** This holds whether or not the same node leads on both. */
    @Test
    @Tag("G-07")
    void electionsOfTwoBackendsAreUnrelated() {
        try (CoordinationHarness elsewhere = harness()) {
            LeaderElection here = coordination.leaderElection();
            LeaderElection there = connect(elsewhere).leaderElection();
            electionCalls().forEach((name, call) -> {
                for (String node : List.of("n", "m")) {
                    String election = name + " " + node;
                    Leadership first = acquired(here, election, "n");
                    Leadership second = acquired(there, election, node);

                    call.on(there, second);
                    assertHeld(here, first, name);

                    there.release(election, node);
                    second = acquired(there, election, node);
                    call.on(here, first);
                    assertHeld(there, second, name);
                }
            });
        }
    }

    private Leadership acquired(LeaderElection elections, String election, String node) {
        var won = elections.tryAcquire(election, node, units(60));
        assertThat(won)
                .as("leaderElection.tryAcquire of an election that is free on this backend")
                .isPresent();
        return won.orElseThrow();
    }

    private void assertHeld(LeaderElection elections, Leadership term, String call) {
        assertThat(elections.currentLeader(term.election()))
                .as("leaderElection.currentLeader after %s on another backend", call)
                .contains(term);
        assertThat(elections.renew(term, units(60)))
                .as("leaderElection.renew after %s on another backend", call)
                .isTrue();
    }

    @Test
    @Tag("G-07")
    void membersOfTwoBackendsAreUnrelated() {
        try (CoordinationHarness elsewhere = harness()) {
            ClusterMembership here = coordination.clusterMembership();
            ClusterMembership there = connect(elsewhere).clusterMembership();

            assertThat(there.heartbeat("n", units(60)))
                    .as("clusterMembership.heartbeat of an unknown node")
                    .isFalse();
            here.register("n", HERE, units(60));
            assertThat(there.heartbeat("n", units(60)))
                    .as("clusterMembership.heartbeat of a node that only another backend knows")
                    .isFalse();
            there.register("n", THERE, units(60));
            there.register("m", THERE, units(60));
            assertThat(here.members())
                    .as("clusterMembership.members after another backend has registered nodes")
                    .isEqualTo(Map.of("n", HERE));
            here.register("n", Map.of(), units(60));
            here.heartbeat("n", units(60));
            here.deregister("n");
            assertThat(there.members())
                    .as("clusterMembership.members after another backend has registered and deregistered a node")
                    .isEqualTo(Map.of("n", THERE, "m", THERE));
            assertThat(there.deregister("n"))
                    .as("clusterMembership.deregister of a node that another backend has deregistered")
                    .isTrue();
            assertThat(here.activeNodes())
                    .as("clusterMembership.activeNodes after deregister")
                    .isEmpty();
        }
    }

    /**
     * Both backends have subscriptions to the same topics. On each backend, one subscription is closed and another
     * stays open.
     */
    @Test
    @Tag("G-07")
    @RequiresCapability(Capability.PUBSUB)
    void subscriptionsOfTwoBackendsAreUnrelated() {
        try (CoordinationHarness elsewhere = harness()) {
            DistributedCoordination there = connect(elsewhere);
            DistributedCoordination thereToo = connect(elsewhere);
            List<Topic> topics = new ArrayList<>(List.of(Topic.channel("news")));
            if (has(Capability.PATTERN_SUBSCRIPTIONS)) {
                topics.add(Topic.pattern("n*"));
            }
            List<Subscription> open = new ArrayList<>();
            for (DistributedCoordination handle : List.of(coordination, there)) {
                Subscription earlier = handle.pubSub().subscribe(topics);
                open.add(handle.pubSub().subscribe(topics));
                earlier.close();
            }

            publish("news", "here");
            there.pubSub().publish("news", bytes("there"));
            thereToo.pubSub().subscribe(topics);
            thereToo.close();
            publish("news", "here again");
            there.pubSub().publish("news", bytes("there again"));

            assertReceived(open.get(0), topics.size(), "here");
            assertReceived(open.get(1), topics.size(), "there");
        }
    }

    /**
     * This holds for each kind of topic, whichever subscription was opened first, and however the last subscription of
     * the backend ends. No two checks use the same name, so nothing that an adapter remembers from one check can hide
     * what it does in another check.
     */
    @Test
    @Tag("G-07")
    @RequiresCapability(Capability.PUBSUB)
    void endingTheLastSubscriptionOfABackendDoesNotSilenceOthers() {
        try (CoordinationHarness elsewhere = harness()) {
            DistributedCoordination there = connect(elsewhere);
            int checks = 0;
            for (int kind = 0; kind < (has(Capability.PATTERN_SUBSCRIPTIONS) ? 3 : 1); kind++) {
                for (boolean first : List.of(true, false)) {
                    for (boolean byHandle : List.of(true, false)) {
                        String here = "news" + checks++ + ".";
                        assertNotMuted(here, topics(kind, here), coordination, connect(elsewhere), first, byHandle);
                        String away = "news" + checks++ + ".";
                        assertNotMuted(away, topics(kind, away), there, connect(), first, byHandle);
                    }
                }
            }
        }
    }

    private static List<Topic> topics(int kind, String channel) {
        return switch (kind) {
            case 0 -> List.of(Topic.channel(channel));
            case 1 -> List.of(Topic.pattern(channel + "*"));
            default -> List.of(Topic.pattern(channel + "*"), Topic.channel(channel));
        };
    }

    /**
     * Opens a subscription on each of two backends, and ends one.
     *
     * @param ending the handle of the subscription that ends; the handle is closed, too
     * @param first whether that subscription is opened first
     * @param byHandle whether it ends because its handle is closed
     */
    private void assertNotMuted(
            String channel,
            List<Topic> topics,
            DistributedCoordination staying,
            DistributedCoordination ending,
            boolean first,
            boolean byHandle) {
        Subscription early = (first ? ending : staying).pubSub().subscribe(topics);
        Subscription late = (first ? staying : ending).pubSub().subscribe(topics);
        Subscription open = first ? late : early;

        if (!byHandle) {
            (first ? early : late).close();
            staying.pubSub().publish(channel, bytes("here"));
        }
        ending.close();
        if (byHandle) {
            staying.pubSub().publish(channel, bytes("here"));
        }
        staying.pubSub().publish(channel, bytes("here again"));

        assertReceived(open, topics.size(), "here");
        open.close();
    }

    private void assertReceived(Subscription subscription, int topics, String text) {
        List<String> received = new ArrayList<>();
        for (int i = 0; i < 2 * topics; i++) {
            next(subscription).ifPresent(message -> received.add(message.text()));
        }
        List<String> expected = new ArrayList<>();
        for (String each : List.of(text, text + " again")) {
            for (int i = 0; i < topics; i++) {
                expected.add(each);
            }
        }
        assertThat(received)
                .as("what subscription.next returned after messages on this and another backend")
                .isEqualTo(expected);
    }
}
