// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;
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

/** How subscriptions end: closed, or by the loss of their connection: S-07, S-12. */
@RequiresCapability(Capability.PUBSUB)
abstract class SubscriptionEndContract extends PubSubArea {

    /** At once, on every topic, for every publisher: close waits until it is so. */
    @Test
    @Tag("S-07")
    void publishNoLongerCountsAClosedSubscription() {
        DistributedCoordination other = connect();
        for (int round = 0; round < ROUNDS; round++) {
            Subscription subscription = pubSub().subscribe("a", "b", "c");

            subscription.close();

            assertThat(publish("c", "1")).isZero();
            assertThat(other.pubSub().publish("b", bytes("2"))).isZero();
            assertThat(publish("a", "3")).isZero();
        }
    }

    /** As for channels. */
    @Test
    @Tag("S-07")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void publishNoLongerCountsClosedPatterns() {
        DistributedCoordination other = connect();
        for (int round = 0; round < ROUNDS; round++) {
            Subscription subscription =
                    pubSub().subscribe(List.of(Topic.channel("a"), Topic.pattern("a*"), Topic.pattern("b*")));

            subscription.close();

            assertThat(publish("bb", "1")).isZero();
            assertThat(other.pubSub().publish("a", bytes("2"))).isZero();
        }
    }

    /** Neither an empty answer nor what is still buffered. */
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

    /** Whoever waits is woken, and not with an empty answer. */
    @Test
    @Tag("S-07")
    void closingWakesEveryWaiter() {
        Subscription subscription = pubSub().subscribe("news");
        List<Waiter<Optional<Message>>> waiters = background.startWaiting(3, () -> next(subscription));

        subscription.close();

        for (Waiter<Optional<Message>> waiter : waiters) {
            assertThatThrownBy(waiter::await).isInstanceOf(CoordinationClosedException.class);
        }
    }

    /** Close counts for one subscription once: another on the same topics is not the one that a second close ends. */
    @Test
    @Tag("S-07")
    void closingOneSubscriptionEndsNoOther() {
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

        assertThat(waiter.await()).contains(Message.onChannel("b", bytes("after")));
        assertThat(take(openElsewhere, 2)).containsExactly("b: before", "b: after");
        publish("a", "too");
        assertThat(takeAll(open, "a")).containsExactly("a: too");
    }

    /** As for channels. */
    @Test
    @Tag("S-07")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void closingOneSubscriptionEndsNoOtherOnItsPatterns() {
        Subscription closed = pubSub().subscribe(List.of(Topic.pattern("a*"), Topic.channel("b")));
        Subscription open = pubSub().subscribe(List.of(Topic.pattern("a*"), Topic.channel("b")));

        closed.close();
        closed.close();
        publish("aa", "1");
        publish("b", "2");

        assertThat(takeAll(open, "b")).containsExactly("aa by a*: 1", "b: 2");
    }

    /** By any number of threads, in the middle of what is published. */
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

            assertThat(publish("news", "closed")).isZero();
            assertThatThrownBy(subscription::poll).isInstanceOf(CoordinationClosedException.class);
        }
    }

    /** Told once what was buffered is given, and told again, but nothing more given, until it is closed. */
    @Test
    @Tag("S-12")
    @RequiresCapability({Capability.SUBSCRIPTION_LOSS, Capability.POLL_SEES_PUBLISHED})
    void aLostSubscriptionGivesWhatIsBufferedAndThenTells() {
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

    /** What is buffered still counts, before the loss is told. */
    @Test
    @Tag("S-12")
    @RequiresCapability({Capability.SUBSCRIPTION_LOSS, Capability.POLL_SEES_PUBLISHED})
    void pendingCountsWhatWasBufferedBeforeTheLoss() {
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

    /** Whoever waits is told, as is who comes later: no silent second try that misses what came between. */
    @Test
    @Tag("S-12")
    @RequiresCapability(Capability.SUBSCRIPTION_LOSS)
    void aLossIsToldToWhoeverWaits() {
        Subscription subscription = pubSub().subscribe("news");
        Waiter<Optional<Message>> waiter = background.startWaiting(() -> next(subscription));

        harness.cutSubscriptions();

        assertThatThrownBy(waiter::await).isInstanceOf(CoordinationUnavailableException.class);
        publish("news", "after");
        assertEnded(subscription, CoordinationUnavailableException.class);
    }

    /** An idle subscription too, and one on patterns. */
    @Test
    @Tag("S-12")
    @RequiresCapability(Capability.SUBSCRIPTION_LOSS)
    void aLossIsToldToWhoeverAsksNext() {
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

    /** The way out: what is lost is the subscription, not the handle. */
    @Test
    @Tag("S-12")
    @RequiresCapability(Capability.SUBSCRIPTION_LOSS)
    void whoSubscribesAgainHearsAgain() {
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
