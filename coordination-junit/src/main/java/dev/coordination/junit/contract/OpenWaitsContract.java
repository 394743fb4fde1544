// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationClosedException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.junit.contract.threads.Waiter;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Any number of threads that wait at the same time: S-06, S-07, G-05. */
@RequiresCapability(Capability.PUBSUB)
abstract class OpenWaitsContract extends PubSubArea {

    private static final int THREADS = 100;

    /** If it takes longer to open a few subscriptions, no more are opened, since each may need a connection. */
    private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final int A_FEW = 10;

    /** Each message goes to one of the threads. */
    @Test
    @Tag("S-06")
    void anyNumberOfThreadsMayWaitOnOneSubscription() throws Exception {
        Subscription subscription = pubSub().subscribe("news");
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        var waiters = background.startWaiting(THREADS, () -> {
            received.add(next(subscription).map(PubSubArea::shown).orElse("nothing"));
            return true;
        });

        for (int i = 0; i < THREADS; i++) {
            publish("news", Integer.toString(i));
            assertThat(received.poll(background.patience().toMillis(), TimeUnit.MILLISECONDS))
                    .as("what subscription.next returned to one of %s threads that are waiting", THREADS - i)
                    .isEqualTo("news: " + i);
        }

        for (var waiter : waiters) {
            assertThat(waiter.await()).as("whether subscription.next returned").isTrue();
        }
    }

    /** One message wakes all of them. */
    @Test
    @Tag("S-06")
    void threadsMayWaitOnAnyNumberOfSubscriptions() {
        List<Subscription> subscriptions = new ArrayList<>();
        long start = System.nanoTime();
        while (subscriptions.size() < A_FEW
                || subscriptions.size() < THREADS && System.nanoTime() - start < QUICK_NANOS) {
            subscriptions.add(pubSub().subscribe("news"));
        }
        BlockingQueue<Subscription> left = new LinkedBlockingQueue<>(subscriptions);
        var waiters = background.startWaiting(subscriptions.size(), () -> next(left.remove()));

        publish("news", "1");

        for (var waiter : waiters) {
            Optional<Message> message = waiter.await();
            assertThat(message)
                    .as("what subscription.next returned to one of %s threads that were waiting", waiters.size())
                    .contains(Message.onChannel("news", bytes("1")));
        }
    }

    /** Holds for waits on one subscription and on several. */
    @Test
    @Tag("G-05")
    void closingAHandleWakesAnyNumberOfThreads() {
        DistributedCoordination closed = connect();
        List<Waiter<?>> waiting = new ArrayList<>();
        for (int threads : List.of(THREADS, 1, 2)) {
            Subscription subscription = closed.pubSub().subscribe("news");
            waiting.addAll(background.startWaiting(threads, () -> next(subscription)));
        }

        background.within(() -> {
            closed.close();
            return true;
        });

        for (Waiter<?> waiter : waiting) {
            assertThatThrownBy(
                            waiter::await, "subscription.next of a thread that was waiting when the handle was closed")
                    .isInstanceOf(CoordinationClosedException.class);
        }
    }

    @Test
    @Tag("S-07")
    void closingASubscriptionWakesAnyNumberOfThreads() {
        Subscription subscription = pubSub().subscribe("news");
        var waiting = background.startWaiting(THREADS, () -> next(subscription));

        background.within(() -> {
            subscription.close();
            return true;
        });

        for (var waiter : waiting) {
            assertThatThrownBy(waiter::await, "subscription.next of a thread that was waiting at subscription.close")
                    .isInstanceOf(CoordinationClosedException.class);
        }
    }
}
