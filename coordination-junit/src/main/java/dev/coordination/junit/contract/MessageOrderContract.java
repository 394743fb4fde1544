// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The order of messages: S-02. */
@RequiresCapability(Capability.PUBSUB)
abstract class MessageOrderContract extends PubSubArea {

    /** The numbers of waiting messages to try, unless the buffer is too small for them. */
    private static final List<Integer> WAITING = List.of(2, 16, 33, 64, 129);

    /** Messages are taken between rounds of publishing. */
    @Test
    @Tag("S-02")
    void messagesOfAChannelArriveInOrder() {
        Subscription subscription = pubSub().subscribe("news");

        for (int round = 0; round < ROUNDS; round++) {
            List<String> published = publishNumbered("news", FEW);

            assertThat(takeAll(subscription, "news")).isEqualTo(published);
        }
    }

    /** An adapter with a queue for each channel, or a connection for each handle, loses this order. */
    @Test
    @Tag("S-02")
    void messagesOfOneThreadArriveInOrderAcrossChannelsAndHandles() {
        DistributedCoordination other = connect();
        Subscription subscription = pubSub().subscribe("a", "b", "c");

        List<String> published = new ArrayList<>();
        for (int i = 0; i < FEW; i++) {
            String channel = List.of("b", "a", "c", "b").get(i % 4);
            (i % 3 == 0 ? other : coordination).pubSub().publish(channel, bytes("" + i));
            published.add(channel + ": " + i);
        }

        assertThat(takeAll(subscription, "a")).isEqualTo(published);
    }

    /** An adapter may fetch several messages at once if enough of them wait. */
    @Test
    @Tag("S-02")
    void messagesAreTakenInOrderHoweverManyWait() {
        List<String> channels = List.of("a", "b", "c", "d");
        for (int used = 2; used <= channels.size(); used++) {
            String[] topics = channels.subList(0, used).toArray(String[]::new);
            Subscription taken = pubSub().subscribe(topics);
            Subscription awaited = otherHandle().pubSub().subscribe(topics);
            for (int waiting : WAITING) {
                if (waiting <= harness.subscriptionBuffer()) {
                    List<String> published = new ArrayList<>();
                    for (int i = 0; i < waiting; i++) {
                        publish(topics[i % used], "" + i);
                        published.add(topics[i % used] + ": " + i);
                    }
                    if (has(Capability.POLL_SEES_PUBLISHED)) {
                        assertThat(taken.pending()).as("subscription.pending").isEqualTo(waiting);
                        assertThat(awaited.pending()).as("subscription.pending").isEqualTo(waiting);
                    }

                    assertThat(take(taken, waiting))
                            .as("what subscription.poll returned, one message at a time")
                            .isEqualTo(published);
                    List<String> received = new ArrayList<>();
                    for (int i = 0; i < waiting; i++) {
                        received.add(next(awaited).map(PubSubArea::shown).orElse("nothing"));
                    }
                    assertThat(received)
                            .as("what subscription.next returned, one message at a time")
                            .isEqualTo(published);
                }
            }
            taken.close();
            awaited.close();
        }
    }

    /** Channels and patterns share one sequence. */
    @Test
    @Tag("S-02")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void messagesArriveInOrderAcrossChannelsAndPatterns() {
        Subscription subscription = pubSub().subscribe(List.of(Topic.channel("a"), Topic.pattern("b*")));

        List<String> published = new ArrayList<>();
        for (int i = 0; i < FEW; i++) {
            boolean exact = i % 3 == 1;
            publish(exact ? "a" : "b" + i % 2, "" + i);
            published.add(exact ? "a: " + i : "b" + i % 2 + " by b*: " + i);
        }

        assertThat(takeAll(subscription, "a")).isEqualTo(published);
    }

    /** Messages of several threads may be interleaved, but none is lost or duplicated. */
    @Test
    @Tag("S-02")
    void theMessagesOfEachThreadArriveInOrderAmongOthers() {
        int threads = 3;
        int each = FEW / threads;
        List<DistributedCoordination> handles = List.of(coordination, connect(), connect());
        Subscription subscription = pubSub().subscribe("a", "b");

        for (int round = 0; round < ROUNDS; round++) {
            background.race(threads, thread -> () -> {
                for (int i = 0; i < each; i++) {
                    handles.get(thread).pubSub().publish(i % 2 == 0 ? "a" : "b", bytes(thread + " says " + i));
                }
                return true;
            });

            List<String> taken = take(subscription, threads * each);
            for (int thread = 0; thread < threads; thread++) {
                String marker = ": " + thread + " says ";
                assertThat(taken.stream().filter(message -> message.contains(marker)))
                        .containsExactlyElementsOf(IntStream.range(0, each)
                                .mapToObj(i -> (i % 2 == 0 ? "a" : "b") + marker + i)
                                .toList());
            }
        }
    }
}
