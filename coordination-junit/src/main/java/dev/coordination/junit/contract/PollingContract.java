// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Taking messages without waiting: S-11. */
@RequiresCapability({Capability.PUBSUB, Capability.POLL_SEES_PUBLISHED})
abstract class PollingContract extends PubSubArea {

    /** Sizes below and above those at which adapters treat payloads differently, and the largest. */
    private static final List<Integer> SIZES =
            List.of(0, 1, 1_000, 1_025, 4_097, 7_999, 8_001, 16_385, 32_769, 65_537, 1 << 20);

    /** The number of messages on an in-memory backend. On a real backend, there are fewer. */
    private static final int MESSAGES = 5_001;

    /** Publishes on the same handle, another handle and another thread. */
    @Test
    @Tag("S-11")
    void pollSeesPublishedMessages() {
        DistributedCoordination other = connect();
        Subscription subscription = pubSub().subscribe("a", "b");

        assertThat(subscription.poll()).isEmpty();
        for (int round = 0; round < 2 * ROUNDS; round++) {
            publish("b", "same handle");
            assertThat(subscription.poll()).contains(Message.onChannel("b", bytes("same handle")));

            other.pubSub().publish("a", bytes("other handle"));
            assertThat(subscription.poll()).contains(Message.onChannel("a", bytes("other handle")));

            background.within(() -> other.pubSub().publish("a", bytes("other thread")));
            assertThat(subscription.poll()).contains(Message.onChannel("a", bytes("other thread")));
            assertThat(subscription.poll()).isEmpty();
        }
    }

    @Test
    @Tag("S-11")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void pollSeesPublishedMessagesThatMatchAPattern() {
        DistributedCoordination other = connect();
        Subscription subscription = pubSub().subscribeMatching("a*", "b*");

        for (int round = 0; round < ROUNDS; round++) {
            other.pubSub().publish("bb", bytes("1"));
            assertThat(subscription.pending()).isEqualTo(1);
            assertThat(subscription.poll()).contains(Message.onPattern("b*", "bb", bytes("1")));
            assertThat(subscription.poll()).isEmpty();
        }
    }

    /** An adapter may handle small and large payloads in different ways. */
    @Test
    @Tag("S-11")
    void pollSeesPayloadsOfEverySize() {
        DistributedCoordination other = connect();
        List<Subscription> subscriptions = new ArrayList<>(List.of(pubSub().subscribe("a")));
        if (has(Capability.PATTERN_SUBSCRIPTIONS)) {
            subscriptions.add(pubSub().subscribeMatching("a*"));
        }

        for (int size : SIZES) {
            int bytes = Math.min(size, limits().payloadBytes());
            other.pubSub().publish("a", new byte[bytes]);
            for (Subscription subscription : subscriptions) {
                assertThat(subscription.poll().map(message -> message.payload().length))
                        .as("the size of the payload that subscription.poll returned")
                        .contains(bytes);
            }
            other.pubSub().publish("a", new byte[bytes]);
            for (Subscription subscription : subscriptions) {
                assertThat(subscription.pending())
                        .as("subscription.pending after a payload of %s bytes", bytes)
                        .isEqualTo(1);
                assertThat(subscription.poll()).isPresent();
            }
        }
    }

    /** Each message is polled before the next one is published. */
    @Test
    @Tag("S-11")
    void pollSeesEachOfManyMessages() {
        DistributedCoordination other = connect();
        Subscription subscription = pubSub().subscribe("news");

        Repetition.repeat(harness, MESSAGES, i -> {
            (i % 2 == 0 ? coordination : other).pubSub().publish("news", bytes("" + i));
            if (i % 3 == 0) {
                assertThat(subscription.pending())
                        .as(
                                "subscription.pending after message %s was published and all earlier ones were taken",
                                i + 1)
                        .isEqualTo(1);
            }
            assertThat(subscription.poll().map(Message::text))
                    .as("the text of message %s, which subscription.poll returned", i + 1)
                    .contains("" + i);
        });
    }

    /** Pending does not take messages. */
    @Test
    @Tag("S-11")
    void pendingCountsMessagesThatHaveNotBeenTakenYet() {
        DistributedCoordination other = connect();
        Subscription subscription = pubSub().subscribe("news");

        assertThat(subscription.pending()).isZero();
        for (int round = 0; round < ROUNDS; round++) {
            publish("news", "0");
            assertThat(subscription.pending()).isEqualTo(1);
            other.pubSub().publish("news", bytes("1"));
            assertThat(subscription.pending()).isEqualTo(2);
            assertThat(subscription.pending()).isEqualTo(2);
            assertThat(take(subscription, 1)).containsExactly("news: 0");
            assertThat(subscription.pending()).isEqualTo(1);
            assertThat(take(subscription, 1)).containsExactly("news: 1");
            assertThat(subscription.pending()).isZero();
        }
    }

    /** Neither poll nor pending waits, so an interrupt has no effect. */
    @Test
    @Tag("S-11")
    void anInterruptedThreadSeesPublishedMessages() {
        Subscription subscription = pubSub().subscribe("news");

        for (int round = 0; round < ROUNDS; round++) {
            publish("news", "1");
            assertThat(background.withinInterrupted(subscription::pending)).isEqualTo(1);
            assertThat(background.withinInterrupted(subscription::poll))
                    .contains(Message.onChannel("news", bytes("1")));
        }
    }

    /** The listener queries the subscriptions at once, within the call in which it has published. */
    @Test
    @Tag("S-11")
    void pollSeesWhatAListenerHasPublished() {
        Subscription answers = pubSub().subscribe("answers");
        Subscription elsewhere = otherHandle().pubSub().subscribe("answers");
        for (int round = 0; round < ROUNDS; round++) {
            DistributedCoordination publisher = round % 2 == 0 ? coordination : otherHandle();
            CompletableFuture<List<String>> seen = new CompletableFuture<>();
            RecordingListener listener = RecordingListener.completing(seen, () -> {
                publisher.pubSub().publish("answers", bytes("yes"));
                return List.of(
                        "" + answers.pending(),
                        "" + elsewhere.pending(),
                        answers.poll().map(PubSubArea::shown).orElse("nothing"),
                        elsewhere.poll().map(PubSubArea::shown).orElse("nothing"));
            });
            listener.setPatience(background.patience());
            Subscription listening = pubSub().subscribe(List.of(Topic.channel("questions")), listener);

            publish("questions", "really?");

            assertThat(background.await(seen))
                    .as("subscription.pending and subscription.poll within listener.onMessage, after pubSub.publish")
                    .containsExactly("1", "1", "answers: yes", "answers: yes");
            listening.close();
        }
    }

    /** Each message goes to one thread. */
    @Test
    @Tag("S-11")
    void severalThreadsMayPoll() {
        Subscription subscription = pubSub().subscribe("news");

        for (int round = 0; round < ROUNDS; round++) {
            List<String> published = publishNumbered("news", 8);

            List<Optional<Message>> taken =
                    background
                            .race(
                                    4,
                                    thread -> () -> IntStream.range(0, 2)
                                            .mapToObj(i -> subscription.poll())
                                            .toList())
                            .stream()
                            .flatMap(List::stream)
                            .toList();

            assertThat(taken.stream().flatMap(Optional::stream).map(PubSubArea::shown))
                    .as("what subscription.poll returned to four threads")
                    .containsExactlyInAnyOrderElementsOf(published);
            assertThat(subscription.poll()).isEmpty();
        }
    }
}
