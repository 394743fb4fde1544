// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.SubscriptionOverflowException;
import dev.coordination.junit.harness.Capability;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Subscriptions that had overflowed or been lost before their handle was closed: G-05. */
@RequiresCapability(Capability.PUBSUB)
abstract class EndedSubscriptionsContract extends PubSubArea {

    /** How many of the buffered messages are taken before the handle is closed. */
    private enum Taken {
        NONE,
        SOME,
        ALL,
        /** All of them, after which further calls have thrown. */
        MORE_THAN_ALL
    }

    @Test
    @Tag("G-05")
    @RequiresCapability(Capability.POLL_SEES_PUBLISHED)
    void closingAHandleClosesSubscriptionsThatHaveOverflowed() {
        int buffer = harness.subscriptionBuffer();
        for (Taken taken : Taken.values()) {
            DistributedCoordination closed = connect();
            Subscription subscription = closed.pubSub().subscribe("news");
            publishNumbered("news", buffer + 1);
            subscription.pending(); // All messages have arrived.
            take(
                    subscription,
                    switch (taken) {
                        case NONE -> 0;
                        case SOME -> buffer / 2;
                        case ALL, MORE_THAN_ALL -> buffer;
                    });
            if (taken == Taken.MORE_THAN_ALL) {
                assertEnded(subscription, SubscriptionOverflowException.class);
            }

            closed.close();

            assertClosed(subscription);
        }
    }

    @Test
    @Tag("G-05")
    @RequiresCapability(Capability.SUBSCRIPTION_LOSS)
    void closingAHandleClosesSubscriptionsThatWereLost() {
        DistributedCoordination closed = connect();
        Subscription seen = closed.pubSub().subscribe("news");
        Subscription unseen = closed.pubSub().subscribe("news");
        harness.cutSubscriptions();
        assertThatThrownBy(() -> background.within(() -> next(seen)), "subscription.next after a loss")
                .isInstanceOf(CoordinationUnavailableException.class);
        assertEnded(seen, CoordinationUnavailableException.class);

        closed.close();

        assertClosed(seen);
        assertClosed(unseen);
    }

    /** Verifies that calls report the closed handle, before and after the subscription itself is closed. */
    private void assertClosed(Subscription subscription) {
        assertEnded(subscription, CoordinationClosedException.class);
        subscription.close();
        assertEnded(subscription, CoordinationClosedException.class);
    }
}
