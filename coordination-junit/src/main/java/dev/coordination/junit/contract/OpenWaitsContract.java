// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationClosedException;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Any number of threads that wait at the same time, and of topics that they wait for: S-06, S-07, G-05. */
@RequiresCapability(Capability.PUBSUB)
abstract class OpenWaitsContract extends PubSubArea {

    private static final int THREADS = 100;

    /** If opening a few subscriptions takes longer than this, no more are opened, since each may need a connection. */
    private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final int A_FEW = 10;

    /** The number of messages that are published at once. Waiting for each of them takes too long on a busy machine. */
    private static final int AT_ONCE = 5;

    /** The number of topics that a thread waits for. */
    private static final int TOPICS = 1_000;

    /** The indices of the topics that get a message. */
    private static final List<Integer> TRIED = List.of(TOPICS - 1, 0, 16, 32, 64, 100, 256);

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

        for (int first = 0; first < THREADS; first += AT_ONCE) {
            List<String> published = IntStream.range(first, first + AT_ONCE)
                    .mapToObj(i -> "news: " + i)
                    .toList();
            IntStream.range(first, first + AT_ONCE).forEach(i -> publish("news", Integer.toString(i)));
            assertThat(poll(received, AT_ONCE))
                    .as(
                            "what subscription.next returned to %s of %s threads that were waiting",
                            AT_ONCE, THREADS - first)
                    .containsExactlyInAnyOrderElementsOf(published);
        }

        for (var waiter : waiters) {
            assertThat(waiter.await()).as("whether subscription.next returned").isTrue();
        }
    }

    /** Returns what arrives first, or less if nothing arrives any more. */
    private List<String> poll(BlockingQueue<String> received, int count) throws InterruptedException {
        List<String> polled = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String next = received.poll(background.patience().toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                break;
            }
            polled.add(next);
        }
        return polled;
    }

    /** One message wakes all the threads. */
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

    /** Each of the calls ends even though another thread keeps waiting. */
    @Test
    @Tag("S-06")
    void aThreadIsNotHeldUpByAnotherThatIsWaiting() {
        Subscription subscription = pubSub().subscribe("news");
        Waiter<Optional<Message>> waiter = background.startWaiting(() -> next(subscription));

        for (Duration timeout : List.of(Duration.ZERO, Duration.ofNanos(1), SHORT)) {
            assertThat(background.within(() -> time().during(SHORT, () -> subscription.next(timeout))))
                    .as("what subscription.next returned at its timeout while another thread was waiting")
                    .isEmpty();
        }
        publish("news", "1");

        assertThat(waiter.await())
                .as("what subscription.next returned to a thread that was waiting while other calls timed out")
                .contains(Message.onChannel("news", bytes("1")));
    }

    /** The threads are interrupted in reverse order. */
    @Test
    @Tag("S-06")
    void eachOfSeveralWaitingThreadsCanBeInterrupted() {
        Subscription subscription = pubSub().subscribe("news");
        var waiters = background.startWaiting(A_FEW, () -> next(subscription));

        for (int i = A_FEW - 1; i > 0; i--) {
            waiters.get(i).interrupt();
            assertThatThrownBy(
                            waiters.get(i)::await,
                            "subscription.next on a thread that was interrupted while others were waiting")
                    .isInstanceOf(InterruptedException.class);
        }
        publish("news", "1");

        assertThat(waiters.get(0).await())
                .as("what subscription.next returned to the only thread that was not interrupted")
                .contains(Message.onChannel("news", bytes("1")));
    }

    @Test
    @Tag("S-06")
    void aThreadMayWaitForAnyNumberOfChannels() {
        assertWaits(Topic::channel);
    }

    @Test
    @Tag("S-06")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void aThreadMayWaitForAnyNumberOfPatterns() {
        assertWaits(name -> Topic.pattern(name + "*"));
    }

    private void assertWaits(Function<String, Topic> topicOf) {
        List<String> names =
                IntStream.range(0, TOPICS).mapToObj(i -> "x" + i + ".").toList();
        Subscription subscription =
                pubSub().subscribe(names.stream().map(topicOf).toList());
        for (int tried : TRIED) {
            Waiter<Optional<Message>> waiter = background.startWaiting(() -> next(subscription));
            publish(names.get(tried), "1");
            assertThat(waiter.await().map(Message::channel))
                    .as(
                            "the channel of the message that subscription.next returned to a thread that waited for %s topics",
                            TOPICS)
                    .contains(names.get(tried));
        }
    }

    /** This holds for waits on one subscription and on several. */
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
                            waiter::await, "subscription.next on a thread that was waiting when the handle was closed")
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
            assertThatThrownBy(
                            waiter::await,
                            "subscription.next on a thread that was waiting when subscription.close was called")
                    .isInstanceOf(CoordinationClosedException.class);
        }
    }
}
