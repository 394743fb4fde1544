// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static dev.coordination.recipes.Waits.await;
import static dev.coordination.recipes.Waits.awaitWaiting;
import static dev.coordination.recipes.Waits.unavailable;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.PubSub;
import dev.coordination.SubscriptionOverflowException;
import dev.coordination.Topic;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the rules of the renewing subscription on a fake clock. Attempts are at least 2 s apart. */
@CoordinationTest
class RenewingSubscriptionTest {

    private final MemoryBackend backend;
    private final FakeClock clock;
    private final ScheduledExecutorService scheduler;
    private final DistributedCoordination handle;
    private final ScriptedCalls coordination;
    private final PubSub publisher;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final List<CoordinationException> causes = new CopyOnWriteArrayList<>();

    /** What the listener does in each call. */
    private volatile ErrorReporter.Callback then = () -> {};

    RenewingSubscriptionTest(
            MemoryBackend backend,
            FakeClock clock,
            ScheduledExecutorService scheduler,
            DistributedCoordination coordination) {
        this.backend = backend;
        this.clock = clock;
        this.scheduler = scheduler;
        this.handle = coordination;
        this.coordination = new ScriptedCalls(coordination);
        this.publisher = backend.connect().pubSub();
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    /** Records what it is told. */
    private final class Recorder implements RenewingListener {

        @Override
        public void onMessage(Message message) throws Exception {
            told.add(message.text());
            then.call();
        }

        @Override
        public void onGap() throws Exception {
            told.add("gap");
            then.call();
        }

        @Override
        public void onLost(CoordinationException cause) throws Exception {
            told.add("lost");
            causes.add(cause);
            then.call();
        }
    }

    private RenewingSubscriptionBuilder builder() {
        return RenewingSubscription.builder(coordination, List.of(Topic.channel("news")), new Recorder(), scheduler)
                .clock(clock)
                .errorHandler(errors::add);
    }

    private void publish(String text) {
        publisher.publish("news", text.getBytes(UTF_8));
    }

    private void settle() {
        try {
            backend.settle();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Loses the subscription, but the next attempt succeeds. */
    private void lose() {
        backend.disconnect(handle);
        settle();
        backend.reconnect(handle);
    }

    /** Subscribes so long ago that a loss is followed by an attempt at once. */
    private RenewingSubscription live() {
        RenewingSubscription subscription = builder().start();
        clock.advance(ofSeconds(10));
        return subscription;
    }

    @Test
    @Tag("E-54")
    void theSubscriptionIsLiveWhenItHasStarted() {
        RenewingSubscription subscription = builder().start();
        assertThat(subscription.isLive()).isTrue();
        publish("1");
        publish("2");
        settle();

        assertThat(told).as("without a gap").containsExactly("1", "2");
    }

    @Test
    @Tag("E-54")
    void aLostSubscriptionIsRenewedAtOnce() {
        RenewingSubscription subscription = live();
        lose();
        assertThat(subscription.isLive()).isFalse();
        clock.advance(ofMillis(1));
        assertThat(subscription.isLive()).isTrue();
        publish("1");
        settle();

        assertThat(told).containsExactly("lost", "gap", "1");
        assertThat(causes).singleElement().isInstanceOf(CoordinationUnavailableException.class);
    }

    @Test
    @Tag("E-54")
    void aLostSubscriptionIsClosed() {
        live();
        lose();

        assertThat(coordination.closedSubscriptions).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-54")
    void attemptsAreRepeatedEachRetryPeriod(boolean isUnavailable) {
        RenewingSubscription subscription = live();
        coordination.before = () -> {
            throw isUnavailable ? unavailable() : new IllegalStateException("unexpected");
        };
        coordination.calls.clear();
        lose();
        clock.advance(ofMillis(6_500));
        assertThat(coordination.calls).containsOnly("subscribe").hasSize(4); // After 0, 2, 4 and 6 s.
        assertThat(errors).hasSize(4);
        assertThat(subscription.isLive()).isFalse();
        coordination.before = () -> {};
        clock.advance(ofMillis(1_500));
        publish("1");
        settle();

        assertThat(told).containsExactly("lost", "gap", "1");
        clock.advance(ofSeconds(60));
        assertThat(coordination.calls).hasSize(5);
    }

    @Test
    @Tag("E-54")
    void aSubscriptionThatIsLostAtOnceIsNotRenewedBeforeTheRetryPeriod() {
        live();
        coordination.calls.clear();
        lose();
        clock.advance(ofMillis(1));
        assertThat(coordination.calls).hasSize(1); // At 10 s.
        for (int i = 1; i <= 5; i++) {
            lose();
            clock.advance(ofMillis(1_998));
            assertThat(coordination.calls).hasSize(i);
            clock.advance(ofMillis(2)); // A millisecond after the next one.
            assertThat(coordination.calls).hasSize(i + 1);
        }
    }

    @Test
    @Tag("E-54")
    void aStartWhileTheBackendIsUnavailableIsRepeated() {
        coordination.before = () -> {
            throw unavailable();
        };
        RenewingSubscription subscription = builder().start();
        clock.advance(ofMillis(1));
        assertThat(told).containsExactly("lost");
        clock.advance(ofSeconds(3));
        coordination.before = () -> {};
        clock.advance(ofSeconds(1));
        publish("1");
        settle();

        assertThat(subscription.isLive()).isTrue();
        assertThat(told).containsExactly("lost", "gap", "1");
        assertThat(coordination.calls).hasSize(3); // After 0, 2 and 4 s.
    }

    @Test
    @Tag("E-54")
    void aStartThatCannotSucceedThrows() {
        coordination.before = () -> {
            throw new UnsupportedOperationException("no patterns");
        };
        assertThatThrownBy(() -> builder().start()).isInstanceOf(UnsupportedOperationException.class);
        coordination.before = () -> {};
        coordination.close();
        assertThatThrownBy(() -> builder().start()).isInstanceOf(CoordinationClosedException.class);
        clock.advance(ofSeconds(60));

        assertThat(coordination.calls).hasSize(2);
        assertThat(told).isEmpty();
    }

    @Test
    @Tag("E-54")
    void aSchedulerThatIsShutDownRefusesToRepeatAStart() {
        scheduler.shutdown();
        coordination.before = () -> {
            throw unavailable();
        };

        assertThatThrownBy(() -> builder().start()).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    @Tag("E-55")
    void aStartWhoseThreadPausesTellsTheLossBeforeTheGap() {
        coordination.before = () -> {
            coordination.before = () -> {};
            throw unavailable();
        };
        RenewingSubscription subscription = RenewingSubscription.builder(
                        coordination, List.of(Topic.channel("news")), new Recorder(), schedulerThatPauses(ofSeconds(3)))
                .clock(clock)
                .errorHandler(errors::add)
                .start();
        clock.advance(ofSeconds(10));
        publish("1");
        settle();

        assertThat(subscription.isLive()).isTrue();
        assertThat(told).containsExactly("lost", "gap", "1");
    }

    /** Returns the scheduler, but the thread that sets the first timer pauses before it returns. */
    private ScheduledExecutorService schedulerThatPauses(Duration time) {
        AtomicBoolean paused = new AtomicBoolean();
        return (ScheduledExecutorService) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ScheduledExecutorService.class},
                (proxy, method, arguments) -> {
                    Object reply = method.invoke(scheduler, arguments);
                    if (method.getName().equals("schedule") && !paused.getAndSet(true)) {
                        clock.advance(time);
                    }
                    return reply;
                });
    }

    @Test
    @Tag("E-55")
    void anOverflowIsToldAfterTheMessagesBeforeIt() {
        CountDownLatch blocks = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        then = () -> {
            blocks.countDown();
            await(returns);
        };
        live();
        publish("first");
        await(blocks);
        for (int i = 0; i < 2_000; i++) {
            publish("old");
        }
        returns.countDown();
        settle();
        clock.advance(ofMillis(1));
        publish("new");
        settle();

        assertThat(told).startsWith("first", "old").endsWith("old", "lost", "gap", "new");
        assertThat(causes).singleElement().isInstanceOf(SubscriptionOverflowException.class);
    }

    @Test
    @Tag("E-55")
    void messagesWaitForTheGap() {
        CountDownLatch blocks = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        builder().callbackExecutor(threads).start();
        clock.advance(ofSeconds(10));
        lose();
        then = () -> {
            blocks.countDown();
            await(returns);
            told.add("reloaded");
            then = () -> {};
        };
        clock.advance(ofMillis(1));
        await(blocks);
        publish("1");
        publish("2");
        returns.countDown();
        settle();

        assertThat(told).containsExactly("lost", "gap", "reloaded", "1", "2");
    }

    @Test
    @Tag("E-55")
    void messagesThatArriveWhileSubscribingWaitForTheGap() {
        live();
        lose();
        coordination.after = () -> publish("1"); // The subscription is live, but subscribe has not returned.
        CountDownLatch gap = new CountDownLatch(1);
        then = gap::countDown;
        clock.advance(ofMillis(1));
        coordination.after = () -> {};
        await(gap);
        settle();

        assertThat(told).containsExactly("lost", "gap", "1");
    }

    @Test
    @Tag("E-55")
    void aLossBeforeTheGapWasToldIsToldOnce() {
        RenewingSubscription subscription = live();
        lose();
        coordination.after = () -> {
            coordination.after = () -> {};
            backend.disconnect(handle);
            backend.reconnect(handle);
        };
        clock.advance(ofMillis(1));
        await(() -> !subscription.isLive());
        settle();
        clock.advance(ofSeconds(2));
        publish("1");
        settle();

        assertThat(told.get(0)).isEqualTo("lost");
        assertThat(told).endsWith("gap", "1");
        for (int i = 1; i < told.size(); i++) {
            assertThat(told.get(i)).isNotEqualTo(told.get(i - 1));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-56")
    void aGapThatTheListenerCouldNotHandleIsToldAgain(boolean error) {
        builder().start();
        clock.advance(ofSeconds(10));
        lose();
        then = () -> {
            if (error) {
                throw new AssertionError("reload");
            }
            throw new IOException("reload");
        };
        coordination.calls.clear();
        clock.advance(ofMillis(1));
        publish("missed");
        settle();
        clock.advance(ofMillis(3_998));
        then = () -> {};
        clock.advance(ofSeconds(2));
        publish("1");
        settle();

        assertThat(told).containsExactly("lost", "gap", "gap", "gap", "1");
        assertThat(errors).hasSize(2).allMatch(thrown -> "reload".equals(thrown.getMessage()));
        assertThat(coordination.calls).hasSize(3).containsOnly("subscribe");
        assertThat(publisher.publish("news", new byte[0])).as("subscriptions").isEqualTo(1);
    }

    @Test
    @Tag("E-57")
    void whatTheListenerThrowsDoesNotStopTheNextMessage() {
        live();
        then = () -> {
            throw new IOException("listener");
        };
        publish("1");
        publish("2");
        lose();

        assertThat(told).containsExactly("1", "2", "lost");
        assertThat(errors).hasSize(3);
    }

    @Test
    @Tag("E-57")
    void anInterruptThatTheListenerLeavesBehindIsNotSeenByItsNextCall() {
        List<Runnable> executor = new CopyOnWriteArrayList<>();
        List<Boolean> interrupted = new CopyOnWriteArrayList<>();
        coordination.before = () -> {
            coordination.before = () -> {};
            throw unavailable();
        };
        then = () -> {
            interrupted.add(Thread.currentThread().isInterrupted());
            if (!told.get(told.size() - 1).equals("gap")) {
                throw new InterruptedException("listener");
            }
        };
        builder().callbackExecutor(executor::add).start();
        clock.advance(ofSeconds(2)); // It is live again.
        executor.remove(0).run();
        assertThat(Thread.interrupted()).as("the thread of the executor").isTrue();
        publish("1");
        publish("2");
        settle();

        assertThat(told).containsExactly("lost", "gap", "1", "2");
        assertThat(interrupted).containsExactly(false, false, false, false);
    }

    @Test
    @Tag("E-57")
    void callbacksComeOneAtATime() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        RenewingSubscription subscription =
                builder().callbackExecutor(threads).requestExecutor(threads).start();
        then = () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Thread.yield();
            running.decrementAndGet();
        };
        for (int i = 0; i < 50; i++) {
            for (int j = 0; j < 10; j++) {
                publish("message");
            }
            lose();
            clock.advance(ofSeconds(2));
            await(subscription::isLive);
        }
        settle();

        assertThat(told).contains("message", "lost", "gap");
        assertThat(most).hasValue(1);
    }

    @Test
    @Tag("E-57")
    void aListenerMayPublishAndClose() {
        RenewingSubscription subscription = live();
        lose();
        then = () -> {
            then = subscription::close;
            publish("1");
            publish("2");
            told.add("published");
        };
        clock.advance(ofMillis(1));
        settle();
        clock.advance(ofSeconds(60));

        assertThat(told).containsExactly("lost", "gap", "published", "1");
        assertThat(subscription.isLive()).isFalse();
        assertThat(publisher.publish("news", new byte[0])).as("subscriptions").isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost", "gap", "1"})
    @Tag("E-57")
    void aListenerMayCloseInEachCallback(String last) {
        RenewingSubscription subscription = live();
        then = () -> {
            if (told.get(told.size() - 1).equals(last)) {
                subscription.close();
                subscription.close();
                throw new IOException("after the close");
            }
        };
        lose();
        clock.advance(ofSeconds(5));
        publish("1");
        publish("2");
        settle();
        clock.advance(ofSeconds(60));

        assertThat(told).endsWith(last).isEqualTo(List.of("lost", "gap", "1").subList(0, told.size()));
        assertThat(subscription.isLive()).isFalse();
        assertThat(coordination.calls).hasSize(last.equals("lost") ? 1 : 2);
        assertThat(publisher.publish("news", new byte[0])).as("subscriptions").isZero();
    }

    @Test
    @Tag("E-57")
    void closingEndsTheSubscription() {
        RenewingSubscription subscription = live();
        subscription.close();
        subscription.close();
        publish("1");
        lose();
        clock.advance(ofSeconds(60));

        assertThat(told).isEmpty();
        assertThat(subscription.isLive()).isFalse();
        assertThat(coordination.calls).containsExactly("subscribe");
        assertThat(publisher.publish("news", new byte[0])).as("subscriptions").isZero();
    }

    @Test
    @Tag("E-57")
    void closingEndsTheRetries() {
        RenewingSubscription subscription = live();
        coordination.before = () -> {
            throw unavailable();
        };
        lose();
        clock.advance(ofSeconds(3));
        subscription.close();
        coordination.before = () -> {};
        coordination.calls.clear();
        clock.advance(ofSeconds(60));

        assertThat(told).containsExactly("lost");
        assertThat(coordination.calls).isEmpty();
    }

    @Test
    @Tag("E-57")
    void closingWaitsForAnAttemptAndEndsIt() {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        RenewingSubscription subscription = builder().requestExecutor(threads).start();
        clock.advance(ofSeconds(10));
        lose();
        coordination.before = () -> {
            hangs.countDown();
            await(returns);
        };
        clock.advance(ofMillis(1));
        await(hangs);
        Thread closing = new Thread(subscription::close);
        closing.start();
        awaitWaiting(closing);
        returns.countDown();
        await(() -> !closing.isAlive());

        assertThat(publisher.publish("news", new byte[0])).as("subscriptions").isZero();
        settle();
        assertThat(told).containsExactly("lost");
    }

    @Test
    @Tag("E-57")
    void closingDuringAnAttemptOnTheSameThreadEndsIt() {
        RenewingSubscription subscription = live();
        lose();
        coordination.before = subscription::close;
        clock.advance(ofMillis(1));
        settle();

        assertThat(publisher.publish("news", new byte[0])).as("subscriptions").isZero();
        assertThat(told).containsExactly("lost");
    }

    @Test
    @Tag("E-57")
    void aMessageThatWaitsIsDroppedByClosing() {
        MemoryBackend direct =
                MemoryBackend.builder().listenerExecutor(Runnable::run).build();
        DistributedCoordination node = direct.connect();
        RenewingSubscription subscription = RenewingSubscription.builder(
                        node, List.of(Topic.channel("news")), new Recorder(), scheduler)
                .clock(clock)
                .start();
        clock.advance(ofSeconds(10));
        direct.disconnect(node);
        direct.reconnect(node);
        then = () -> {
            then = () -> {};
            node.pubSub().publish("news", "1".getBytes(UTF_8)); // Waits for the end of this call.
            subscription.close();
        };
        clock.advance(ofMillis(1));
        direct.close();

        assertThat(told).containsExactly("lost", "gap");
    }

    @Test
    @Tag("E-57")
    void closingWaitsForTheListener() {
        CountDownLatch blocks = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        RenewingSubscription subscription = live();
        then = () -> {
            blocks.countDown();
            await(returns);
        };
        publish("1");
        publish("2");
        await(blocks);
        Thread closing = new Thread(subscription::close);
        closing.start();
        awaitWaiting(closing);
        returns.countDown();
        await(() -> !closing.isAlive());
        settle();

        assertThat(told).containsExactly("1");
    }

    @Test
    @Tag("E-57")
    void aSchedulerThatRejectsATimerIsReported() {
        AtomicReference<RenewingSubscription> subscription = new AtomicReference<>(live());
        scheduler.shutdown();
        lose();

        assertThat(told).containsExactly("lost");
        assertThat(errors).singleElement().isInstanceOf(RejectedExecutionException.class);
        assertThat(subscription.get().isLive()).isFalse();
    }

    @Test
    void topicsAreRequired() {
        assertThatThrownBy(() -> RenewingSubscription.builder(coordination, List.of(), new Recorder(), scheduler))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("S-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.000000001S", "P36500D"})
    @Tag("E-54")
    void theShortestAndTheLongestRetryPeriodWork(Duration period) {
        RenewingSubscription subscription = builder().retryPeriod(period).start();
        lose();
        assertThat(subscription.isLive()).isFalse();
        clock.advance(period);

        assertThat(subscription.isLive()).isTrue();
        assertThat(told).containsExactly("lost", "gap");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "P36501D"})
    void aRetryPeriodThatIsNotPositiveOrTooLongIsRefused(Duration period) {
        assertThatThrownBy(() -> builder().retryPeriod(period).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("retryPeriod");
    }
}
