// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.CoordinationClosedException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimedWaitTest {

    private final MemoryBackend backend = MemoryBackend.create();
    private final FakeClock clock = backend.clock();
    private final DistributedCoordination handle = backend.connect();
    private final Subscription subscription = handle.pubSub().subscribe("a");

    @AfterEach
    void close() {
        backend.close();
    }

    /** Starts a call, and returns once the call is waiting on the clock. */
    private <T> FutureTask<T> waiting(Callable<T> call) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(call);
        new Thread(task).start();
        clock.awaitWaiters(1);
        return task;
    }

    /**
     * When {@code awaitWaiters} is called after the first advance, the thread may not yet have woken from its first
     * wait. If that wait still counted, the clock would move before the second wait began.
     */
    @Test
    void isNotCountedByAwaitWaitersOnceItHasEnded() throws Exception {
        for (int round = 0; round < 100; round++) {
            FutureTask<Optional<Message>> second = waiting(() -> {
                assertThat(subscription.next(ofSeconds(1))).isEmpty();
                return subscription.next(ofSeconds(1));
            });

            clock.advance(ofSeconds(1));
            clock.awaitWaiters(1);
            clock.advance(ofSeconds(1));

            assertThat(second.get(5, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void endsEvenIfAMoveListenerThrows() throws Exception {
        FutureTask<Optional<Message>> next = waiting(() -> subscription.next(ofSeconds(5)));
        clock.onMove(moved -> {
            throw new IllegalStateException("on purpose");
        });

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> clock.advance(ofSeconds(5)));

        assertThat(next.get(5, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void endsAtItsDeadlineAndNotBefore() throws Exception {
        FutureTask<Optional<Message>> next = waiting(() -> subscription.next(ofSeconds(5)));

        clock.advance(ofSeconds(5).minusNanos(1));
        clock.awaitWaiters(1);
        assertThat(next.isDone()).isFalse();

        clock.advance(ofNanos(1));
        assertThat(next.get()).isEmpty();
    }

    @Test
    void endsWithAMessageWhileTheClockStandsStill() throws Exception {
        FutureTask<Optional<Message>> next = waiting(() -> subscription.next(ofMinutes(5)));

        backend.connect().pubSub().publish("a", "x".getBytes(UTF_8));

        assertThat(next.get()).map(Message::text).contains("x");
    }

    @Test
    void mayBeOfAnyLength() throws Exception {
        FutureTask<Optional<Message>> next = waiting(() -> subscription.next(ofSeconds(Long.MAX_VALUE, 999_999_999)));

        clock.advance(Duration.ofDays(60_000));
        clock.awaitWaiters(1);
        handle.pubSub().publish("a", "x".getBytes(UTF_8));

        assertThat(next.get()).isPresent();
    }

    @Test
    void isNotNeededForMessagesThatAreAlreadyThere() throws Exception {
        clock.scheduler()
                .schedule(
                        () -> handle.pubSub().publish("a", "x".getBytes(UTF_8)),
                        5,
                        java.util.concurrent.TimeUnit.SECONDS);
        handle.pubSub().publish("a", "early".getBytes(UTF_8));

        clock.advance(ofSeconds(5));

        assertThat(subscription.next(ofSeconds(5))).map(Message::text).contains("early");
        assertThat(subscription.next(ofSeconds(5))).map(Message::text).contains("x");
    }

    @Test
    void endsWhenTheSubscriptionIsClosed() throws Exception {
        FutureTask<Optional<Message>> next = waiting(() -> subscription.next(ofMinutes(5)));

        subscription.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(next::get)
                .havingCause()
                .isInstanceOf(CoordinationClosedException.class)
                .withMessage("subscription to channel \"a\" is closed (S-07)");
    }

    @Test
    void isInterruptible() throws Exception {
        FutureTask<Boolean> interrupted = new FutureTask<>(() -> {
            try {
                subscription.next(ofMinutes(5));
                return false;
            } catch (InterruptedException e) {
                return true;
            }
        });
        Thread thread = new Thread(interrupted);
        thread.start();
        clock.awaitWaiters(1);

        thread.interrupt();

        assertThat(interrupted.get()).isTrue();
        handle.pubSub().publish("a", "kept".getBytes(UTF_8));
        assertThat(subscription.poll()).map(Message::text).contains("kept");
    }

    @Test
    void takesNoMessageIfTheThreadIsAlreadyInterrupted() {
        handle.pubSub().publish("a", "kept".getBytes(UTF_8));

        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> subscription.next(ofSeconds(1)));
        assertThat(Thread.interrupted()).isFalse();
        assertThat(subscription.pending()).isEqualTo(1);
    }

    @Test
    void failsIfNobodyMovesTheClock() {
        FakeClock impatient = FakeClock.builder().stallGuard(ofMillis(20)).build();
        try (MemoryBackend stalled = MemoryBackend.builder().clock(impatient).build()) {
            Subscription alone = stalled.connect().pubSub().subscribe("a");

            assertThatExceptionOfType(StalledClockException.class)
                    .isThrownBy(() -> alone.next(ofSeconds(3)))
                    .withMessage(
                            "waited on a fake clock until 2030-01-02T03:04:08Z, but the clock stood at 2030-01-02T03:04:05Z and"
                                    + " nobody moved it for 20 ms of real time: make the call in clock.during(...), or advance the"
                                    + " clock from another thread after clock.awaitWaiters(1)");
        }
    }

    @Test
    void awaitWaitersFailsIfTooFewThreadsWait() {
        FakeClock impatient = FakeClock.builder().stallGuard(ofMillis(20)).build();

        assertThatExceptionOfType(StalledClockException.class)
                .isThrownBy(() -> impatient.awaitWaiters(2))
                .withMessage("0 of 2 threads waited on the clock within 20 ms of real time");
    }

    @Test
    void leavesNoWaiterBehind() throws Exception {
        FutureTask<Optional<Message>> next = waiting(() -> subscription.next(ofSeconds(5)));
        clock.advance(ofSeconds(5));
        next.get();

        assertThat(clock.waiters().count()).isZero();
    }
}
