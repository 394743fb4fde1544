// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.contract.threads.Waiter;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Subscriptions that are closed or lose their connection: S-07, S-12. */
@RequiresCapability(Capability.PUBSUB)
abstract class SubscriptionEndContract extends PubSubArea {

    /** Close waits until this holds for every topic and every publisher. */
    @Test
    @Tag("S-07")
    @RequiresCapability(Capability.KNOWS_WHEN_NOBODY_LISTENS)
    void publishNoLongerCountsAClosedSubscription() {
        DistributedCoordination other = connect();
        for (int round = 0; round < ROUNDS; round++) {
            Subscription subscription = pubSub().subscribe("a", "b", "c");

            subscription.close();

            publishToNobody(coordination, "c", "1");
            publishToNobody(other, "b", "2");
            publishToNobody(coordination, "a", "3");
        }
    }

    @Test
    @Tag("S-07")
    @RequiresCapability({Capability.PATTERN_SUBSCRIPTIONS, Capability.KNOWS_WHEN_NOBODY_LISTENS})
    void publishNoLongerCountsClosedPatterns() {
        DistributedCoordination other = connect();
        for (int round = 0; round < ROUNDS; round++) {
            Subscription subscription =
                    pubSub().subscribe(List.of(Topic.channel("a"), Topic.pattern("a*"), Topic.pattern("b*")));

            subscription.close();

            publishToNobody(coordination, "bb", "1");
            publishToNobody(other, "a", "2");
        }
    }

    /** Calls return neither an empty result nor a message that is still buffered. */
    @Test
    @Tag("S-07")
    void everyCallAfterCloseIsRefused() {
        Subscription idle = pubSub().subscribe("news");
        Subscription buffered = pubSub().subscribe("news");
        publishNumbered("news", 3);
        take(idle, 3);
        take(buffered, 1);

        idle.close();
        buffered.close();

        assertEnded(idle, CoordinationClosedException.class);
        assertEnded(buffered, CoordinationClosedException.class);
    }

    /** Waiting calls throw instead of returning an empty result. */
    @Test
    @Tag("S-07")
    @Tag("G-05")
    void closingWakesEveryWaiter() {
        Subscription subscription = pubSub().subscribe("news");
        List<Waiter<Optional<Message>>> waiters = background.startWaiting(3, () -> next(subscription));

        subscription.close();

        for (Waiter<Optional<Message>> waiter : waiters) {
            assertThatThrownBy(waiter::await, "subscription.next on a thread that was waiting")
                    .isInstanceOf(CoordinationClosedException.class);
        }
    }

    /** Closing a subscription twice does not end another one on the same topics. */
    @Test
    @Tag("S-07")
    void closingOneSubscriptionDoesNotEndAnother() {
        Subscription closed = pubSub().subscribe("a", "b");
        Subscription open = pubSub().subscribe("a", "b");
        Subscription openElsewhere = connect().pubSub().subscribe("b");
        publish("b", "before");
        Waiter<Optional<Message>> waiter = background.startWaiting(() -> {
            next(open);
            return next(open);
        });

        closed.close();
        closed.close();
        publish("b", "after");

        assertThat(waiter.await())
                .as("what subscription.next returned to a thread that was waiting")
                .contains(Message.onChannel("b", bytes("after")));
        assertThat(take(openElsewhere, 2)).containsExactly("b: before", "b: after");
        publish("a", "too");
        assertThat(takeAll(open, "a")).containsExactly("a: too");
    }

    @Test
    @Tag("S-07")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void closingOneSubscriptionDoesNotEndAnotherOnItsPatterns() {
        Subscription closed = pubSub().subscribe(List.of(Topic.pattern("a*"), Topic.channel("b")));
        Subscription open = pubSub().subscribe(List.of(Topic.pattern("a*"), Topic.channel("b")));

        closed.close();
        closed.close();
        publish("aa", "1");
        publish("b", "2");

        assertThat(takeAll(open, "b")).containsExactly("aa by a*: 1", "b: 2");
    }

    /** Several threads close the subscription while messages are being published. */
    @Test
    @Tag("S-07")
    void closingIsIdempotentWhileOthersPublish() {
        DistributedCoordination other = connect();
        for (int round = 0; round < ROUNDS; round++) {
            Subscription subscription = pubSub().subscribe("news");

            background.race(4, thread -> () -> {
                if (thread == 0) {
                    for (int i = 0; i < 5; i++) {
                        other.pubSub().publish("news", bytes("" + i));
                    }
                } else {
                    subscription.close();
                }
                return true;
            });
            subscription.close();

            publishToNobody(coordination, "news", "closed");
            assertThatThrownBy(subscription::poll).isInstanceOf(CoordinationClosedException.class);
        }
    }

    /** After the buffered messages, every call throws until the subscription is closed. */
    @Test
    @Tag("S-12")
    @RequiresCapability({Capability.SUBSCRIPTION_LOSS, Capability.POLL_SEES_PUBLISHED})
    void aLostSubscriptionReturnsTheBufferedMessagesAndThenThrows() {
        Subscription subscription = pubSub().subscribe("news");
        List<String> published = publishNumbered("news", 3);
        assertThat(subscription.pending()).isEqualTo(3);

        harness.cutSubscriptions();
        publish("news", "lost");

        assertThat(take(subscription, 3)).isEqualTo(published);
        assertEnded(subscription, CoordinationUnavailableException.class);
        publish("news", "lost too");
        assertEnded(subscription, CoordinationUnavailableException.class);
        subscription.close();
        assertEnded(subscription, CoordinationClosedException.class);
    }

    /** A call of pending throws only when no messages remain. */
    @Test
    @Tag("S-12")
    @RequiresCapability({Capability.SUBSCRIPTION_LOSS, Capability.POLL_SEES_PUBLISHED})
    void pendingCountsTheMessagesBufferedBeforeALoss() {
        Subscription subscription = pubSub().subscribe("news");
        publishNumbered("news", 2);
        assertThat(subscription.pending()).isEqualTo(2);

        harness.cutSubscriptions();

        assertThat(subscription.pending()).isEqualTo(2);
        take(subscription, 1);
        assertThat(subscription.pending()).isEqualTo(1);
        take(subscription, 1);
        assertThatThrownBy(subscription::pending).isInstanceOf(CoordinationUnavailableException.class);
    }

    /** An adapter that resubscribed silently would miss the messages published since the loss. */
    @Test
    @Tag("S-12")
    @RequiresCapability(Capability.SUBSCRIPTION_LOSS)
    void aLossEndsWaitingCallsAndLaterCalls() {
        Subscription subscription = pubSub().subscribe("news");
        Waiter<Optional<Message>> waiter = background.startWaiting(() -> next(subscription));

        harness.cutSubscriptions();

        assertThatThrownBy(waiter::await, "subscription.next on a thread that was waiting")
                .isInstanceOf(CoordinationUnavailableException.class);
        publish("news", "after");
        assertEnded(subscription, CoordinationUnavailableException.class);
    }

    /** This holds for idle subscriptions, and for subscriptions to patterns. */
    @Test
    @Tag("S-12")
    @RequiresCapability(Capability.SUBSCRIPTION_LOSS)
    void aLossIsReportedByTheNextCall() {
        List<Subscription> subscriptions = new ArrayList<>(
                List.of(pubSub().subscribe("news"), connect().pubSub().subscribe("news")));
        if (has(Capability.PATTERN_SUBSCRIPTIONS)) {
            subscriptions.add(pubSub().subscribeMatching("n*"));
        }

        harness.cutSubscriptions();
        publish("news", "after");

        for (Subscription subscription : subscriptions) {
            assertThatThrownBy(() -> background.within(() -> next(subscription)))
                    .isInstanceOf(CoordinationUnavailableException.class);
            assertEnded(subscription, CoordinationUnavailableException.class);
        }
    }

    /** The subscription is lost, but not the handle. */
    @Test
    @Tag("S-12")
    @RequiresCapability(Capability.SUBSCRIPTION_LOSS)
    void aNewSubscriptionAfterALossReceivesMessages() {
        Subscription lost = pubSub().subscribe("news");
        harness.cutSubscriptions();
        assertThatThrownBy(() -> background.within(() -> next(lost)))
                .isInstanceOf(CoordinationUnavailableException.class);

        Subscription again = pubSub().subscribe("news");
        lost.close();
        publish("news", "again");

        assertThat(takeAll(again, "news")).containsExactly("news: again");
    }
}
