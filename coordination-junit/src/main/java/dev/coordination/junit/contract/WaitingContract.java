// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.contract.threads.Waiter;
import dev.coordination.junit.harness.Capability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Waiting for messages: S-06. */
@RequiresCapability(Capability.PUBSUB)
abstract class WaitingContract extends PubSubArea {

    /** Timeouts that mean forever. */
    private static final List<Duration> HUGE = List.of(
            Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
            Duration.ofSeconds(Long.MAX_VALUE),
            Duration.ofMillis(Long.MAX_VALUE),
            Duration.ofNanos(Long.MAX_VALUE),
            Duration.ofDays(365_000));

    private static final String WAITED = "what subscription.next returned to a thread that was waiting";

    /** Timeouts with which a call does not wait. */
    private static final List<Duration> NOTHING = List.of(
            Duration.ZERO,
            Duration.ofNanos(-1),
            Duration.ofSeconds(-1),
            Duration.ofMillis(Long.MIN_VALUE),
            Duration.ofSeconds(Long.MIN_VALUE));

    /** An adapter that waits on the first channel alone misses the others. */
    @Test
    @Tag("S-06")
    void waitingReceivesFromEveryChannel() {
        Subscription subscription = pubSub().subscribe("a", "b", "c");

        for (String channel : List.of("c", "b", "a")) {
            Waiter<Optional<Message>> waiter = background.startWaiting(() -> next(subscription));
            publish(channel, "1");

            assertThat(waiter.await()).as(WAITED).contains(Message.onChannel(channel, bytes("1")));
        }
    }

    @Test
    @Tag("S-06")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void waitingReceivesFromEveryPattern() {
        Subscription subscription =
                pubSub().subscribe(List.of(Topic.channel("a"), Topic.pattern("b*"), Topic.pattern("c*")));

        for (String channel : List.of("cc", "bb")) {
            Waiter<Optional<Message>> waiter = background.startWaiting(() -> next(subscription));
            publish(channel, "1");

            assertThat(waiter.await())
                    .as(WAITED)
                    .contains(Message.onPattern(channel.charAt(0) + "*", channel, bytes("1")));
        }
    }

    /** The timeouts are far longer than the test waits. Some overflow when they are converted to another unit. */
    @Test
    @Tag("S-06")
    void nextReturnsAsSoonAsThereIsAMessageHoweverLongTheTimeout() {
        Subscription subscription = pubSub().subscribe("news");
        DistributedCoordination other = connect();

        for (Duration timeout : HUGE) {
            Waiter<Optional<Message>> waiter = background.startWaiting(() -> subscription.next(timeout));
            other.pubSub().publish("news", bytes("1"));
            assertThat(waiter.await()).as(WAITED).contains(Message.onChannel("news", bytes("1")));

            publish("news", "2");
            assertThat(background.within(() -> subscription.next(timeout)))
                    .as("available already, or about to arrive")
                    .contains(Message.onChannel("news", bytes("2")));
        }
    }

    /**
     * An adapter that rounds down to whole seconds would not wait. If the machine stalls for longer than the timeout,
     * the test tries again.
     */
    @Test
    @Tag("S-06")
    void nextWaitsForFractionsOfASecond() {
        Subscription subscription = pubSub().subscribe("news");

        Optional<Message> message = Optional.empty();
        for (int chance = 0; chance < 3 && message.isEmpty(); chance++) {
            Waiter<Optional<Message>> waiter = background.startWaiting(() -> subscription.next(Duration.ofMillis(999)));
            publish("news", "1");
            message = waiter.await();
        }

        assertThat(message).as(WAITED).contains(Message.onChannel("news", bytes("1")));
    }

    /** A wait that timed out loses no later message. */
    @Test
    @Tag("S-06")
    void nextReturnsEmptyAtTheTimeout() throws Exception {
        Subscription subscription = pubSub().subscribe("news");

        assertThat(time().during(SHORT, () -> subscription.next(SHORT))).isEmpty();
        publish("news", "later");

        assertThat(take(subscription, 1)).containsExactly("news: later");
    }

    /** The clock is not moved, so a wait of any length would be noticed. */
    @Test
    @Tag("S-06")
    void aTimeoutOfZeroOrLessDoesNotWait() {
        Subscription subscription = pubSub().subscribe("news");

        for (Duration timeout : NOTHING) {
            assertThat(background.within(() -> subscription.next(timeout))).isEmpty();
        }
    }

    /** The call takes an available message, even on an interrupted thread. */
    @Test
    @Tag("S-06")
    @RequiresCapability(Capability.POLL_SEES_PUBLISHED)
    void aTimeoutOfZeroOrLessPolls() {
        Subscription subscription = pubSub().subscribe("news");

        for (Duration timeout : NOTHING) {
            publish("news", "1");
            assertThat(background.within(() -> subscription.next(timeout)))
                    .contains(Message.onChannel("news", bytes("1")));

            publish("news", "2");
            assertThat(background.withinInterrupted(() -> subscription.next(timeout)))
                    .contains(Message.onChannel("news", bytes("2")));
            assertThat(subscription.poll()).isEmpty();
        }
    }

    @Test
    @Tag("S-06")
    void aWaiterCanBeInterrupted() {
        Subscription subscription = pubSub().subscribe("news");
        Waiter<Optional<Message>> waiter = background.startWaiting(() -> next(subscription));

        waiter.interrupt();

        assertThatThrownBy(waiter::await, "subscription.next on a thread that was waiting")
                .isInstanceOf(InterruptedException.class);
        publish("news", "later");
        assertThat(take(subscription, 1)).containsExactly("news: later");
    }

    /** No message is taken, not even one that is available. */
    @Test
    @Tag("S-06")
    void anInterruptedThreadDoesNotBeginToWait() {
        Subscription subscription = pubSub().subscribe("news");

        assertThatThrownBy(() -> background.withinInterrupted(() -> next(subscription)))
                .isInstanceOf(InterruptedException.class);
        publishNumbered("news", 2);
        take(subscription, 1);
        assertThatThrownBy(() -> background.withinInterrupted(() -> next(subscription)))
                .isInstanceOf(InterruptedException.class);

        assertThat(takeAll(subscription, "news")).containsExactly("news: 1");
    }

    /** A message and an interrupt arrive together. Either may come first, but the message is never lost. */
    @Test
    @Tag("S-06")
    void aMessageIsNotLostToAnInterruptedWaiter() {
        Subscription subscription = pubSub().subscribe("news");

        for (int round = 0; round < 2 * ROUNDS; round++) {
            String text = "" + round;
            Waiter<Optional<Message>> waiter = background.startWaiting(() -> next(subscription));
            if (round % 2 == 0) {
                waiter.interrupt();
                publish("news", text);
            } else {
                publish("news", text);
                waiter.interrupt();
            }

            Optional<Message> taken = unlessInterrupted(waiter);

            if (taken.isPresent()) {
                assertThat(taken).as(WAITED).contains(Message.onChannel("news", bytes(text)));
            } else {
                assertThat(take(subscription, 1)).containsExactly("news: " + text);
            }
        }
    }

    private static Optional<Message> unlessInterrupted(Waiter<Optional<Message>> waiter) {
        try {
            return waiter.await();
        } catch (Exception e) {
            assertThat(e)
                    .as("what subscription.next threw on a thread that was interrupted")
                    .isInstanceOf(InterruptedException.class);
            return Optional.empty();
        }
    }

    /** Each message goes to one thread, and no thread keeps waiting while there is a message. */
    @Test
    @Tag("S-06")
    void severalThreadsMayWait() {
        Subscription subscription = pubSub().subscribe("news");

        for (int round = 0; round < ROUNDS; round++) {
            List<Waiter<Optional<Message>>> waiters = background.startWaiting(3, () -> next(subscription));
            List<String> published = publishNumbered("news", 3);

            List<String> taken = new ArrayList<>();
            for (Waiter<Optional<Message>> waiter : waiters) {
                waiter.await().map(PubSubArea::shown).ifPresent(taken::add);
            }
            assertThat(taken).as(WAITED).containsExactlyInAnyOrderElementsOf(published);
        }
    }
}
