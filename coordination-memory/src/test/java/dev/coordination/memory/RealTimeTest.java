// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealTimeTest {

    private final AtomicLong nanoTime = new AtomicLong(17);
    private final RealTime time = new RealTime(nanoTime::get, BackgroundReaper::daemon);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private boolean await(BooleanSupplier done, long deadline) throws InterruptedException {
        lock.lock();
        try {
            return time.await(lock, changed, done, deadline);
        } finally {
            lock.unlock();
        }
    }

    private Thread started(FutureTask<?> task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    private static void awaitState(Thread thread, Thread.State state) {
        while (thread.getState() != state) {
            assertThat(thread.isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }

    /** The origin of {@link System#nanoTime} is arbitrary and may be near the end of the range. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -5, 0, 17, Long.MAX_VALUE - 2, Long.MAX_VALUE})
    void startsAtZeroWhateverTheOriginIs(long origin) {
        AtomicLong source = new AtomicLong(origin);
        RealTime fromThere = new RealTime(source::get, BackgroundReaper::daemon);

        assertThat(fromThere.nanos()).isZero();
        source.addAndGet(5);

        assertThat(fromThere.nanos()).isEqualTo(5);
        assertThat(fromThere.nanosAfter(Duration.ofNanos(3))).isEqualTo(8);
    }

    @Test
    void aDeadlineBeyondTheRangeOfLongIsCapped() {
        nanoTime.addAndGet(5);

        assertThat(time.nanosAfter(Duration.ofNanos(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
        assertThat(time.nanosAfter(Duration.ofNanos(Long.MAX_VALUE - 5))).isEqualTo(Long.MAX_VALUE);
        assertThat(time.nanosAfter(Duration.ofNanos(Long.MAX_VALUE - 6))).isEqualTo(Long.MAX_VALUE - 1);
        assertThat(time.nanosAfter(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aWaitReturnsImmediatelyIfItsConditionHolds() throws Exception {
        assertThat(await(() -> true, 0)).isTrue();
    }

    @Test
    void aWaitEndsWhenItsDeadlineHasPassed() throws Exception {
        nanoTime.addAndGet(5);

        assertThat(await(() -> false, 5)).isFalse();
        assertThat(await(() -> false, 4)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000_000_000_000L, Long.MAX_VALUE})
    void aWaitEndsWhenItsConditionHoldsAndIsSignaled(long deadline) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger checks = new AtomicInteger();
        FutureTask<Boolean> wait = new FutureTask<>(() -> await(
                () -> {
                    checks.incrementAndGet();
                    return done.get();
                },
                deadline));
        awaitState(started(wait), Thread.State.TIMED_WAITING);

        signal();
        while (checks.get() < 2) {
            assertThat(wait.isDone()).as("a signal alone does not end the wait").isFalse();
            Thread.onSpinWait();
        }
        done.set(true);
        signal();

        assertThat(wait.get(10, SECONDS)).isTrue();
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Test
    void aWaitEndsIfItWakesAfterItsDeadline() throws Exception {
        FutureTask<Boolean> wait = new FutureTask<>(() -> await(() -> false, Long.MAX_VALUE));
        awaitState(started(wait), Thread.State.TIMED_WAITING);

        nanoTime.set(Long.MAX_VALUE);
        nanoTime.addAndGet(17);
        signal();

        assertThat(wait.get(10, SECONDS)).isFalse();
    }

    @Test
    void aWaitIsInterruptible() throws Exception {
        CompletableFuture<Boolean> interruptedAfterwards = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> await(() -> false, Long.MAX_VALUE));
            interruptedAfterwards.complete(Thread.currentThread().isInterrupted());
        });
        thread.start();
        awaitState(thread, Thread.State.TIMED_WAITING);

        thread.interrupt();

        assertThat(interruptedAfterwards.get(10, SECONDS)).isFalse();
    }

    @Test
    void anInterruptBeforeAWaitIsNoticedEvenIfTheConditionHolds() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> await(() -> true, 5));
        assertThat(Thread.interrupted()).isFalse();
    }

    /** The only test here that uses {@link System#nanoTime}. */
    @Test
    void waitsForTheGivenDuration() throws Exception {
        RealTime real = new RealTime();
        long deadline = real.nanosAfter(Duration.ofMillis(20));
        lock.lock();
        try {
            assertThat(real.await(lock, changed, () -> false, deadline)).isFalse();
        } finally {
            lock.unlock();
        }

        assertThat(real.nanos()).isGreaterThanOrEqualTo(deadline);
    }

    @Test
    void itsClockIsTheWallClock() {
        assertThat(time.clock()).isEqualTo(Clock.systemUTC());
    }
}
