// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationClosedException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.SubscriptionOverflowException;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Subscribers that fall behind: S-08.
 *
 * <p>On a real server, messages reach the buffer some time after they were published. If a test depends on exactly
 * which messages fit, it first calls {@link Subscription#pending}, which sees every published message (S-11).
 */
@RequiresCapability(Capability.PUBSUB)
abstract class OverflowContract extends PubSubArea {

    /**
     * The number of bytes that are published while nothing is taken. Servers such as Redis disconnect clients that leave 32 MiB
     * unread.
     */
    private static final int UNREAD_BYTES = 16 << 20;

    /** A full buffer is not an overflow, and taking messages makes room. */
    @Test
    @Tag("S-08")
    void aSubscriberWithAFullBufferLosesNothing() {
        int buffer = harness.subscriptionBuffer();
        Subscription subscription = pubSub().subscribe("news");

        List<String> published = new ArrayList<>(publishNumbered("news", buffer));
        List<String> taken = new ArrayList<>(take(subscription, buffer / 2));
        published.addAll(publishNumbered("news", buffer / 2));
        taken.addAll(take(subscription, buffer));

        assertThat(taken).isEqualTo(published);
        publish("news", "last");
        assertThat(take(subscription, 1)).containsExactly("news: last");
    }

    /**
     * Even if it is unknown when messages reach the buffer, there is no gap between the messages received, and an
     * overflow is reported.
     */
    @Test
    @Tag("S-08")
    void nothingIsLostSilently() {
        int buffer = harness.subscriptionBuffer();
        Subscription subscription = pubSub().subscribe("news");
        List<String> published = publishNumbered("news", 2 * buffer + 1);

        List<String> given = new ArrayList<>();
        try {
            while (given.size() < published.size()) {
                Optional<Message> message = next(subscription);
                assertThat(message).as("after %s", given).isPresent();
                message.map(PubSubArea::shown).ifPresent(given::add);
            }
        } catch (SubscriptionOverflowException expected) {
            assertThat(given).hasSizeGreaterThanOrEqualTo(buffer);
        }

        assertThat(given).isEqualTo(published.subList(0, given.size()));
    }

    /** Only messages that found no room are lost. */
    @Test
    @Tag("S-08")
    @RequiresCapability(Capability.POLL_SEES_PUBLISHED)
    void theOverflowIsReportedAfterTheBufferedMessages() {
        int buffer = harness.subscriptionBuffer();
        Subscription subscription = pubSub().subscribe("news");

        List<String> published = publishNumbered("news", buffer + 1);

        assertThat(subscription.pending()).isEqualTo(buffer);
        assertThat(take(subscription, buffer)).isEqualTo(published.subList(0, buffer));
        assertEnded(subscription, SubscriptionOverflowException.class);
    }

    /** Once the buffer has overflowed, taking messages no longer makes room for later ones, so there is no gap. */
    @Test
    @Tag("S-08")
    @RequiresCapability(Capability.POLL_SEES_PUBLISHED)
    void noMessageIsBufferedAfterAnOverflow() {
        int buffer = harness.subscriptionBuffer();
        Subscription subscription = pubSub().subscribe("news");
        List<String> published = publishNumbered("news", buffer + 1);
        assertThat(subscription.pending()).isEqualTo(buffer);

        List<String> given = new ArrayList<>(take(subscription, 2));
        publish("news", "late");
        assertThat(subscription.pending()).isEqualTo(buffer - 2);
        given.addAll(take(subscription, buffer - 2));

        assertThat(given).isEqualTo(published.subList(0, buffer));
        publish("news", "later");
        assertEnded(subscription, SubscriptionOverflowException.class);
    }

    @Test
    @Tag("S-08")
    @RequiresCapability(Capability.POLL_SEES_PUBLISHED)
    void waitingReturnsTheBufferedMessagesAndThenReportsTheOverflow() {
        int buffer = harness.subscriptionBuffer();
        Subscription subscription = pubSub().subscribe("news");
        List<String> published = publishNumbered("news", buffer + 1);
        assertThat(subscription.pending()).isEqualTo(buffer);

        for (String expected : published.subList(0, buffer)) {
            assertThat(next(subscription).map(PubSubArea::shown)).contains(expected);
        }

        assertThatThrownBy(() -> background.within(() -> next(subscription)))
                .isInstanceOf(SubscriptionOverflowException.class);
    }

    /**
     * A subscriber that never calls poll or pending is told of an overflow, too. The first call of next has a timeout
     * of zero and sees every published message, so all messages have arrived when it returns.
     */
    @Test
    @Tag("S-08")
    @RequiresCapability(Capability.POLL_SEES_PUBLISHED)
    void waitingAloneReportsTheOverflow() {
        int buffer = harness.subscriptionBuffer();
        for (Duration timeout : List.of(Duration.ZERO, SHORT, background.patience())) {
            Subscription subscription = pubSub().subscribe("news");
            List<String> published = publishNumbered("news", 2 * buffer + 1);

            List<String> given = new ArrayList<>(List.of(shownNext(subscription, Duration.ZERO)));
            try {
                while (given.size() < published.size()) {
                    given.add(shownNext(subscription, timeout));
                }
            } catch (SubscriptionOverflowException expected) {
                // On a real server, taking messages may have made room for more than the buffer holds.
                assertThat(given).hasSizeGreaterThanOrEqualTo(buffer);
                assertOverflowedUntilClosed(subscription, timeout);
            }

            assertThat(given).isEqualTo(published.subList(0, given.size()));
            subscription.close();
            assertThatThrownBy(() -> background.within(() -> subscription.next(timeout)), "subscription.next")
                    .isInstanceOf(CoordinationClosedException.class);
        }
    }

    private void assertOverflowedUntilClosed(Subscription subscription, Duration timeout) {
        for (int again = 0; again < 3; again++) {
            publish("news", "after the overflow");
            assertThatThrownBy(() -> background.within(() -> subscription.next(timeout)), "subscription.next")
                    .isInstanceOf(SubscriptionOverflowException.class);
        }
    }

    private String shownNext(Subscription subscription, Duration timeout) {
        Optional<Message> message = background.within(() -> subscription.next(timeout));
        assertThat(message)
                .as("what subscription.next returned while there was a message")
                .isPresent();
        return message.map(PubSubArea::shown).orElseThrow();
    }

    /** If a message matches two topics, its first delivery may fit although its second does not. */
    @Test
    @Tag("S-08")
    @RequiresCapability({Capability.POLL_SEES_PUBLISHED, Capability.PATTERN_SUBSCRIPTIONS})
    void theBufferLimitsDeliveriesNotMessages() {
        int buffer = harness.subscriptionBuffer();
        Subscription subscription =
                pubSub().subscribe(List.of(Topic.channel("a"), Topic.channel("b"), Topic.pattern("b*")));

        List<String> published = publishNumbered("a", buffer - 1);
        publish("b", "twice");

        assertThat(subscription.pending()).isEqualTo(buffer);
        assertThat(take(subscription, buffer - 1)).isEqualTo(published);
        assertThat(take(subscription, 1)).containsExactly("b: twice");
        assertEnded(subscription, SubscriptionOverflowException.class);
    }

    @Test
    @Tag("S-08")
    @RequiresCapability({Capability.POLL_SEES_PUBLISHED, Capability.EXACT_RECEIVER_COUNT})
    void publishCountsAnOverflowedSubscriptionUntilItIsClosed() {
        int buffer = harness.subscriptionBuffer();
        Subscription subscription = pubSub().subscribe("news");
        publishNumbered("news", buffer);

        assertThat(publish("news", "the one too many")).isEqualTo(1);
        assertThat(subscription.pending()).isEqualTo(buffer);
        assertThat(publish("news", "after it")).isEqualTo(1);
        take(subscription, buffer);
        assertThatThrownBy(subscription::poll).isInstanceOf(SubscriptionOverflowException.class);
        assertThat(publish("news", "after it was reported")).isEqualTo(1);

        subscription.close();
        assertThat(publish("news", "closed")).isZero();
        assertEnded(subscription, CoordinationClosedException.class);
    }

    /** A publisher waits neither for large messages to be taken nor for room in a buffer. */
    @Test
    @Tag("S-08")
    void publishingDoesNotWaitHoweverMuchIsUnread() {
        int buffer = harness.subscriptionBuffer();
        byte[] payload = new byte[Math.min(limits().payloadBytes(), UNREAD_BYTES / buffer)];
        List<Subscription> unread =
                List.of(pubSub().subscribe("news"), connect().pubSub().subscribe("news"));

        for (int i = 0; i <= buffer; i++) {
            background.within(() -> pubSub().publish("news", payload));
        }

        unread.forEach(Subscription::close);
    }

    /** Neither the publisher nor another subscriber is affected. */
    @Test
    @Tag("S-08")
    void aSlowSubscriberDoesNotDelayOthers() {
        int buffer = harness.subscriptionBuffer();
        DistributedCoordination other = connect();
        pubSub().subscribe("news");
        Subscription quick = pubSub().subscribe("news");
        Subscription quickElsewhere = other.pubSub().subscribe("news");

        List<String> published = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        List<String> takenElsewhere = new ArrayList<>();
        while (published.size() <= 2 * buffer) {
            List<String> some = background.within(() -> publishNumbered("news", FEW));
            published.addAll(some);
            taken.addAll(take(quick, some.size()));
            takenElsewhere.addAll(take(quickElsewhere, some.size()));
        }

        assertThat(taken).isEqualTo(published);
        assertThat(takenElsewhere).isEqualTo(published);
    }
}
