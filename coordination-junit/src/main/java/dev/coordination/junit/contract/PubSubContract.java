// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;
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

    /** A subscription that comes alive a moment after subscribe, or with its first poll, misses these. */
    @Test
    @Tag("S-01")
    void whatIsPublishedOnceSubscribeReturnedArrivesFromAnywhere() {
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

    /** An adapter that waits for the first of several acknowledgements misses the others' first messages. */
    @Test
    @Tag("S-01")
    void everyChannelIsLiveOnceSubscribeReturned() {
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

    /** As for channels; the patterns come last, so that they are the ones that are not waited for. */
    @Test
    @Tag("S-01")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void everyPatternIsLiveOnceSubscribeReturned() {
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

    /** Nothing is stored for later, not even where somebody else has not taken it yet. */
    @Test
    @Tag("S-01")
    void whatWasPublishedBeforeDoesNotArrive() {
        Subscription early = pubSub().subscribe("news");
        publish("news", "before");

        Subscription late = pubSub().subscribe("news");
        Subscription lateElsewhere = connect().pubSub().subscribe("news");
        publish("news", "after");

        assertThat(takeAll(late, "news")).containsExactly("news: after");
        assertThat(takeAll(lateElsewhere, "news")).containsExactly("news: after");
        assertThat(take(early, 2)).containsExactly("news: before", "news: after");
    }

    /** As for channels. */
    @Test
    @Tag("S-01")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void whatWasPublishedBeforeDoesNotArriveByPattern() {
        Subscription early = pubSub().subscribe("news");
        publish("news", "before");

        Subscription late = pubSub().subscribeMatching("n*");
        publish("news", "after");

        assertThat(takeAll(late, "news")).containsExactly("news by n*: after");
        assertThat(take(early, 2)).containsExactly("news: before", "news: after");
    }

    /** A closed subscription leaves nothing to the next one on its topics. */
    @Test
    @Tag("S-01")
    void subscribingAgainBeginsAfresh() {
        Subscription first = pubSub().subscribe("news");
        publish("news", "not taken");
        first.close();
        publish("news", "meanwhile");

        Subscription second = pubSub().subscribe("news");
        publish("news", "after");

        assertThat(takeAll(second, "news")).containsExactly("news: after");
    }

    /** A subscription that can hear nothing is a mistake. */
    @Test
    @Tag("S-01")
    void noTopicsAtAllIsRefused() {
        assertThatThrownBy(() -> pubSub().subscribe()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pubSub().subscribe(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pubSub().subscribe(List.of(), message -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** One that names no pattern is one as well. */
    @Test
    @Tag("S-01")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void noPatternsAtAllIsRefused() {
        assertThatThrownBy(() -> pubSub().subscribeMatching()).isInstanceOf(IllegalArgumentException.class);
    }

    /** One shared queue would give each message to one of them. */
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

    /** Who publishes may use the array again, who reads may change it. */
    @Test
    @Tag("S-03")
    void payloadsAreSharedWithNobody() {
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

    /** What else happens on a backend is no message, whatever the channel is called. */
    @Test
    @Tag("S-10")
    void subscriptionsDoNotNoticeTheOtherAreas() {
        Subscription exact = pubSub().subscribe("x", "y");

        useTheOtherAreas();

        assertThat(takeAll(exact, "x")).isEmpty();
    }

    /** As for channels: a pattern that matches everything. */
    @Test
    @Tag("S-10")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void patternsDoNotNoticeTheOtherAreas() {
        Subscription everything = pubSub().subscribeMatching("*");

        useTheOtherAreas();

        assertThat(takeAll(everything, "x")).isEmpty();
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
