// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitersTest {

    /** A condition whose waits are controlled by the test. */
    private abstract static class ScriptedCondition implements Condition {

        @Override
        public void await() {
            throw new AssertionError("every wait must have a time limit");
        }

        @Override
        public void awaitUninterruptibly() {
            throw new AssertionError("every wait must be interruptible");
        }

        @Override
        public boolean await(long time, TimeUnit unit) {
            throw new AssertionError("unused");
        }

        @Override
        public boolean awaitUntil(Date deadline) {
            throw new AssertionError("unused");
        }

        @Override
        public void signal() {
            throw new AssertionError("all waiters must be signaled");
        }

        @Override
        public void signalAll() {}
    }

    /** A waiting thread that counts how many times it is woken. */
    private static final class Sleeper {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition condition = lock.newCondition();
        private final AtomicInteger woken = new AtomicInteger();
        private final FutureTask<Boolean> wait;

        Sleeper(FakeClock clock, long deadline) {
            Condition counting = new ScriptedCondition() {
                @Override
                public long awaitNanos(long nanos) throws InterruptedException {
                    return condition.awaitNanos(nanos);
                }

                @Override
                public void signalAll() {
                    woken.incrementAndGet();
                    condition.signalAll();
                }
            };
            wait = new FutureTask<>(() -> {
                lock.lock();
                try {
                    return clock.waiters().await(lock, counting, () -> false, deadline);
                } finally {
                    lock.unlock();
                }
            });
            started(wait);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 30})
    void anAdvanceWakesOnlyTheWaitersThatAreDue(int step) throws Exception {
        FakeClock clock = FakeClock.create();
        List<Sleeper> sleepers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            sleepers.add(new Sleeper(clock, ofSeconds(i + 1).toNanos()));
        }
        Sleeper endless = new Sleeper(clock, Long.MAX_VALUE);
        clock.awaitWaiters(31);

        for (int second = step; second <= 30; second += step) {
            clock.advance(ofSeconds(step).minusNanos(1));
            clock.advance(ofNanos(1));

            for (int i = 0; i < 30; i++) {
                assertThat(sleepers.get(i).woken)
                        .as("sleeper %d at %d s", i, second)
                        .hasValue(i < second ? 1 : 0);
            }
            clock.awaitWaiters(31 - second);
        }
        for (Sleeper sleeper : sleepers) {
            assertThat(sleeper.wait.get(5, TimeUnit.SECONDS)).isFalse();
        }
        assertThat(endless.woken).hasValue(0);
        endless.wait.cancel(true);
    }

    /** The real time that the stall guard reads, which only the test advances. */
    private final AtomicLong realTime = new AtomicLong();

    private final FakeClock guarded =
            new FakeClock(Instant.parse("2030-01-02T03:04:05Z"), new StallGuard(ofMillis(100), realTime::get));

    /** The time limit of each wait on the condition, in milliseconds. */
    private final List<Long> waitLimits = new ArrayList<>();

    private boolean await(ScriptedCondition condition, long deadline) throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        try {
            return guarded.waiters().await(lock, condition, () -> false, deadline);
        } finally {
            lock.unlock();
        }
    }

    private void passMillis(long millis) {
        realTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void theGuardRestartsAtEveryMoveEvenIfItWakesNobody() {
        ScriptedCondition nobodyWakesIt = new ScriptedCondition() {
            @Override
            public long awaitNanos(long nanos) {
                long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
                waitLimits.add(millis);
                if (waitLimits.size() <= 5) {
                    passMillis(millis - 30);
                    guarded.advance(ofSeconds(1));
                    passMillis(30);
                } else {
                    passMillis(millis);
                }
                return 0;
            }
        };

        assertThatExceptionOfType(StalledClockException.class)
                .isThrownBy(() -> await(nobodyWakesIt, Duration.ofHours(1).toNanos()))
                .withMessageContaining(
                        "until 2030-01-02T04:04:05Z, but the clock stood at 2030-01-02T03:04:10Z and nobody moved"
                                + " it for 100 ms of real time");
        assertThat(waitLimits).containsExactly(100L, 70L, 70L, 70L, 70L, 70L);
    }

    @Test
    void aSpuriousWakeUpDoesNotRestartTheGuard() {
        ScriptedCondition wokenSpuriously = new ScriptedCondition() {
            @Override
            public long awaitNanos(long nanos) {
                waitLimits.add(TimeUnit.NANOSECONDS.toMillis(nanos));
                passMillis(40);
                return nanos;
            }
        };

        assertThatExceptionOfType(StalledClockException.class).isThrownBy(() -> await(wokenSpuriously, Long.MAX_VALUE));
        assertThat(waitLimits).containsExactly(100L, 60L, 20L);
    }

    @Test
    void everyWaitGetsTheFullTimeLimitHoweverLongAgoTheClockMoved() {
        guarded.advance(ofSeconds(1));
        passMillis(5_000);
        ScriptedCondition condition = new ScriptedCondition() {
            @Override
            public long awaitNanos(long nanos) {
                waitLimits.add(TimeUnit.NANOSECONDS.toMillis(nanos));
                passMillis(100);
                return 0;
            }
        };

        assertThatExceptionOfType(StalledClockException.class).isThrownBy(() -> await(condition, Long.MAX_VALUE));
        assertThat(waitLimits).containsExactly(100L);
    }

    @Test
    void theGuardMayBeOfAnyLength() throws Exception {
        FakeClock patient =
                FakeClock.builder().stallGuard(ofSeconds(Long.MAX_VALUE)).build();

        patient.during(ofSeconds(1), () -> {
            patient.sleep(ofSeconds(1));
            return null;
        });

        assertThat(patient.instant()).isEqualTo("2030-01-02T03:04:06Z");
    }

    /**
     * A wait that seems to have ended may continue, for example because another thread took the message, so threads that watch
     * the waiters must check again.
     */
    @Test
    void awaitWaitersNoticesAWaitThatContinuesAfterAll() throws Exception {
        FakeClock clock = FakeClock.create();
        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        AtomicInteger messages = new AtomicInteger();
        Thread waiting = started(new FutureTask<>(() -> {
            lock.lock();
            try {
                return clock.waiters().await(lock, condition, () -> messages.get() > 0, Long.MAX_VALUE);
            } finally {
                lock.unlock();
            }
        }));
        clock.awaitWaiters(1);
        messages.set(1);
        FutureTask<Boolean> watch = new FutureTask<>(() -> {
            clock.awaitWaiters(1);
            return true;
        });
        Thread watching = started(watch);
        while (watching.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        messages.set(0);
        lock.lock();
        try {
            condition.signalAll();
        } finally {
            lock.unlock();
        }

        assertThat(watch.get(5, TimeUnit.SECONDS)).isTrue();
        waiting.interrupt();
    }

    private static Thread started(FutureTask<?> task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
