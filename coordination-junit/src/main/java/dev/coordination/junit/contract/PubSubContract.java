// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Publishing and subscribing: S-01, S-03, S-10. */
@RequiresCapability(Capability.PUBSUB)
abstract class PubSubContract extends PubSubArea {

    /** A subscription that becomes live only shortly after subscribe, or with its first poll, misses these messages. */
    @Test
    @Tag("S-01")
    void messagesArriveFromAnywhereOnceSubscribeHasReturned() {
        DistributedCoordination other = connect();
        for (int round = 0; round < ROUNDS; round++) {
            String channel = "news-" + round;

            Subscription subscription = pubSub().subscribe(channel);
            other.pubSub().publish(channel, bytes("from another handle"));
            publish(channel, "from the same handle");
            background.within(() -> publish(channel, "from another thread"));

            assertThat(take(subscription, 3))
                    .containsExactly(
                            channel + ": from another handle",
                            channel + ": from the same handle",
                            channel + ": from another thread");
        }
    }

    /** An adapter that waits only for the first acknowledgement misses the first messages on the other channels. */
    @Test
    @Tag("S-01")
    void everyChannelIsLiveOnceSubscribeHasReturned() {
        for (int round = 0; round < ROUNDS; round++) {
            String prefix = "news-" + round + "-";
            List<String> channels =
                    IntStream.range(0, FEW).mapToObj(i -> prefix + i).toList();

            Subscription subscription = pubSub().subscribe(channels.toArray(String[]::new));
            List<String> lastFirst = new ArrayList<>(channels);
            Collections.reverse(lastFirst);
            lastFirst.forEach(channel -> publish(channel, "now"));

            assertThat(take(subscription, FEW))
                    .containsExactlyElementsOf(
                            lastFirst.stream().map(channel -> channel + ": now").toList());
            subscription.close();
        }
    }

    /** The patterns come last, so an adapter that does not wait for all topics misses their messages. */
    @Test
    @Tag("S-01")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void everyPatternIsLiveOnceSubscribeHasReturned() {
        for (int round = 0; round < ROUNDS; round++) {
            String prefix = "news-" + round + "-";
            List<Topic> topics = Stream.concat(
                            IntStream.range(0, 5).mapToObj(i -> Topic.channel(prefix + i)),
                            IntStream.range(5, 10).mapToObj(i -> Topic.pattern(prefix + i + "*")))
                    .toList();

            Subscription subscription = pubSub().subscribe(topics);
            publish(prefix + "9", "by the last");
            publish(prefix + "5!", "by the first pattern");
            publish(prefix + "4", "by the last channel");

            assertThat(take(subscription, 3))
                    .containsExactly(
                            prefix + "9 by " + prefix + "9*: by the last",
                            prefix + "5! by " + prefix + "5*: by the first pattern",
                            prefix + "4: by the last channel");
            subscription.close();
        }
    }

    /** Such messages do not arrive even if another subscriber has not taken them yet. */
    @Test
    @Tag("S-01")
    void messagesPublishedBeforeSubscribeDoNotArrive() {
        Subscription early = pubSub().subscribe("news");
        publish("news", "before");

        Subscription late = pubSub().subscribe("news");
        Subscription lateElsewhere = connect().pubSub().subscribe("news");
        publish("news", "after");

        assertThat(takeAll(late, "news")).containsExactly("news: after");
        assertThat(takeAll(lateElsewhere, "news")).containsExactly("news: after");
        assertThat(take(early, 2)).containsExactly("news: before", "news: after");
    }

    @Test
    @Tag("S-01")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void messagesPublishedBeforeSubscribeDoNotArriveByPattern() {
        Subscription early = pubSub().subscribe("news");
        publish("news", "before");

        Subscription late = pubSub().subscribeMatching("n*");
        publish("news", "after");

        assertThat(takeAll(late, "news")).containsExactly("news by n*: after");
        assertThat(take(early, 2)).containsExactly("news: before", "news: after");
    }

    @Test
    @Tag("S-01")
    void aNewSubscriptionGetsNothingFromAClosedOne() {
        Subscription first = pubSub().subscribe("news");
        publish("news", "not taken");
        first.close();
        publish("news", "meanwhile");

        Subscription second = pubSub().subscribe("news");
        publish("news", "after");

        assertThat(takeAll(second, "news")).containsExactly("news: after");
    }

    @Test
    @Tag("S-01")
    void aSubscriptionWithoutTopicsIsRefused() {
        assertThatThrownBy(() -> pubSub().subscribe()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pubSub().subscribe(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pubSub().subscribe(List.of(), message -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Tag("S-01")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void aSubscriptionWithoutPatternsIsRefused() {
        assertThatThrownBy(() -> pubSub().subscribeMatching()).isInstanceOf(IllegalArgumentException.class);
    }

    /** With one shared queue, only one subscription would get each message. */
    @Test
    @Tag("S-03")
    void eachSubscriptionGetsItsOwnCopy() {
        List<Subscription> subscriptions = List.of(
                pubSub().subscribe("news"),
                pubSub().subscribe("news"),
                connect().pubSub().subscribe("news"));

        List<String> published = publishNumbered("news", 5);

        for (Subscription subscription : subscriptions) {
            assertThat(take(subscription, 5)).isEqualTo(published);
        }
    }

    /** The publisher may reuse the array, and a subscriber may change its copy. */
    @Test
    @Tag("S-03")
    void payloadsAreNotShared() {
        Subscription one = pubSub().subscribe("news");
        Subscription two = pubSub().subscribe("news");
        byte[] payload = bytes("original");

        pubSub().publish("news", payload);
        payload[0] = 'X';
        Message first = next(one).orElseThrow();
        first.payload()[1] = 'Y';

        assertThat(first.payload()).asString().isEqualTo("original");
        assertThat(take(two, 1)).containsExactly("news: original");
    }

    /** Other changes to a backend are not messages, even if a channel has the same name. */
    @Test
    @Tag("S-10")
    void subscriptionsDoNotNoticeTheOtherAreas() {
        Subscription exact = pubSub().subscribe("x", "y");

        useTheOtherAreas();

        assertThat(takeAll(exact, "x")).isEmpty();
    }

    /** This holds even for a pattern that matches everything. */
    @Test
    @Tag("S-10")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void patternSubscriptionsDoNotNoticeTheOtherAreas() {
        Subscription everything = pubSub().subscribeMatching("*");

        useTheOtherAreas();

        assertThat(takeAll(everything, "x")).isEmpty();
    }

    /** Subscriptions do not end, whatever another handle and its nodes release, delete and close. */
    @Test
    @Tag("S-10")
    void subscriptionsDoNotNoticeTheEndOfAnotherHandle() {
        DistributedCoordination other = connect();
        Subscription exact = pubSub().subscribe("x");
        Subscription otherNodes = connect().pubSub().subscribe("x", "n");
        for (String node : List.of("n", "x")) {
            other.leaderElection().tryAcquire("x", node, units(4));
            other.clusterMembership().register(node, Map.of(), units(4));
            other.leaderElection().release("x", node);
            other.clusterMembership().deregister(node);
        }
        other.cache().set("x", bytes("1"));
        other.cache().delete("x");
        other.pubSub().subscribe("x").close();
        other.pubSub().subscribe("x", "n");

        other.close();
        publish("x", "after");

        assertThat(takeAll(exact, "x")).containsExactly("x: after");
        assertThat(takeAll(otherNodes, "x")).containsExactly("x: after");
    }

    private void useTheOtherAreas() {
        coordination.cache().set("x", bytes("1"), units(1));
        coordination.cache().increment("x", 1);
        coordination.cache().set("y", bytes("2"));
        coordination.cache().delete("y");
        coordination.leaderElection().tryAcquire("x", "x", units(1));
        coordination.leaderElection().tryAcquire("y", "y", units(1)).ifPresent(coordination.leaderElection()::release);
        coordination.clusterMembership().register("x", Map.of("x", "x"), units(1));
        coordination.clusterMembership().heartbeat("x", units(1));
        coordination.clusterMembership().register("y", Map.of(), units(1));
        coordination.clusterMembership().deregister("y");
        if (has(Capability.DELETE_MATCHING)) {
            coordination.cache().set("y", bytes("3"));
            coordination.cache().deleteMatching("y*");
        }
        time().advance(units(1));
    }
}
