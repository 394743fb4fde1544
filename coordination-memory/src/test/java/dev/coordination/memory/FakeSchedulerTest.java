// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FakeSchedulerTest {

    private final FakeClock clock =
            FakeClock.builder().stallGuard(Duration.ofMillis(50)).build();
    private final ScheduledExecutorService scheduler = clock.scheduler();
    private final Instant start = clock.instant();

    /** The tasks that ran, each with the second at which it ran. */
    private final List<String> ran = new ArrayList<>();

    private Runnable recording(String name) {
        return () ->
                ran.add(name + "@" + Duration.between(start, clock.instant()).toSeconds());
    }

    @Nested
    class OneShotTasks {

        @Test
        void runWhenTheyAreDueAndNotBefore() {
            ScheduledFuture<?> task = scheduler.schedule(recording("a"), 2, SECONDS);

            clock.advance(ofSeconds(2).minusNanos(1));
            assertThat(ran).isEmpty();
            assertThat(task.getDelay(NANOSECONDS)).isEqualTo(1);

            clock.advance(ofNanos(1));
            assertThat(ran).containsExactly("a@2");
            assertThat(task.isDone()).isTrue();

            clock.advance(ofMinutes(1));
            assertThat(ran).containsExactly("a@2");
        }

        @Test
        void runInDueOrderAndThenInSchedulingOrder() {
            scheduler.schedule(recording("late"), 3, SECONDS);
            scheduler.schedule(recording("first"), 1, SECONDS);
            scheduler.schedule(recording("second"), 1, SECONDS);
            scheduler.schedule(recording("middle"), 2, SECONDS);

            clock.advance(ofSeconds(10));

            assertThat(ran).containsExactly("first@1", "second@1", "middle@2", "late@3");
            assertThat(clock.instant()).isEqualTo(start.plusSeconds(10));
        }

        @Test
        void runOnTheThreadThatAdvances() throws Exception {
            Future<Thread> task = scheduler.submit(Thread::currentThread);

            assertThat(task.isDone()).isFalse();
            clock.advance(ZERO);

            assertThat(task.get()).isSameAs(Thread.currentThread());
        }

        @Test
        void mayScheduleTasksThatRunInTheSameAdvance() {
            scheduler.schedule(
                    () -> {
                        recording("outer").run();
                        scheduler.schedule(recording("inner"), 2, SECONDS);
                        scheduler.schedule(recording("later"), 30, SECONDS);
                        scheduler.execute(recording("now"));
                    },
                    1,
                    SECONDS);

            clock.advance(ofSeconds(5));

            assertThat(ran).containsExactly("outer@1", "now@1", "inner@3");
        }

        @Test
        void mayAdvanceTheClockThemselves() {
            scheduler.schedule(() -> clock.advance(ofSeconds(10)), 1, SECONDS);
            scheduler.schedule(recording("inBetween"), 2, SECONDS);

            clock.advance(ofSeconds(5));

            assertThat(ran).containsExactly("inBetween@2");
            assertThat(clock.instant()).isEqualTo(start.plusSeconds(11));
        }

        @Test
        void reportTheirExceptionThroughTheirFuture() {
            Future<?> failing = scheduler.submit(() -> {
                throw new IllegalStateException("task");
            });
            scheduler.execute(recording("next"));

            clock.advance(ZERO);

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(failing::get)
                    .withCauseInstanceOf(IllegalStateException.class);
            assertThat(ran).containsExactly("next@0");
        }

        @Test
        void doNotRunOnceTheyAreCancelled() {
            ScheduledFuture<?> task = scheduler.schedule(recording("a"), 1, SECONDS);

            assertThat(task.cancel(true)).isTrue();
            clock.advance(ofSeconds(2));

            assertThat(ran).isEmpty();
            assertThat(task.isCancelled()).isTrue();
            assertThat(task.cancel(true)).isFalse();
            assertThatExceptionOfType(CancellationException.class).isThrownBy(task::get);
        }

        @Test
        void doNotInterruptTheTestByCancellingThemselves() {
            List<Future<?>> self = new ArrayList<>();
            self.add(scheduler.schedule(() -> self.get(0).cancel(true), 1, SECONDS));

            clock.advance(ofSeconds(1));

            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(self.get(0).isCancelled()).isTrue();
        }

        @Test
        void mayHaveAHugeOrANegativeDelay() {
            scheduler.schedule(recording("never"), Long.MAX_VALUE, DAYS);
            scheduler.schedule(recording("now"), -5, SECONDS);

            clock.advance(Duration.ofDays(70_000));

            assertThat(ran).containsExactly("now@0");
        }

        @Test
        void reportTheirExceptionToTheUncaughtExceptionHandlerIfPassedToExecute() throws Exception {
            List<Throwable> uncaught = new ArrayList<>();
            scheduler.execute(() -> {
                throw new IllegalStateException("command");
            });

            Thread advancing = new Thread(() -> clock.advance(ZERO));
            advancing.setUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
            advancing.start();
            advancing.join();

            assertThat(uncaught).singleElement().satisfies(e -> assertThat(e).hasMessage("command"));
        }
    }

    @Nested
    class PeriodicTasks {

        @Test
        void runOncePerPeriodAtAFixedRate() {
            scheduler.scheduleAtFixedRate(recording("a"), 1, 2, SECONDS);

            clock.advance(ofSeconds(6));
            assertThat(ran).containsExactly("a@1", "a@3", "a@5");

            clock.advance(ofSeconds(1));
            assertThat(ran).endsWith("a@7").hasSize(4);
        }

        @Test
        void measureAFixedRateFromTheLastDueTime() {
            scheduler.scheduleAtFixedRate(slow(), 1, 2, SECONDS);

            clock.advance(ofSeconds(6));

            assertThat(ran).containsExactly("slow@1", "slow@4", "slow@7");
        }

        @Test
        void measureAFixedDelayFromTheEndOfTheLastRun() {
            scheduler.scheduleWithFixedDelay(slow(), 1, 2, SECONDS);

            clock.advance(ofSeconds(6));

            assertThat(ran).containsExactly("slow@1", "slow@6");
        }

        /** Returns a task that takes three seconds. */
        private Runnable slow() {
            return () -> {
                recording("slow").run();
                clock.advance(ofSeconds(3));
            };
        }

        @Test
        void doNotRunAgainAfterAnException() {
            ScheduledFuture<?> task = scheduler.scheduleAtFixedRate(
                    () -> {
                        recording("a").run();
                        throw new IllegalStateException("task");
                    },
                    1,
                    1,
                    SECONDS);

            clock.advance(ofSeconds(5));

            assertThat(ran).containsExactly("a@1");
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(task::get);
        }

        @Test
        void mayCancelThemselves() {
            List<Future<?>> self = new ArrayList<>();
            self.add(scheduler.scheduleAtFixedRate(
                    () -> {
                        recording("a").run();
                        self.get(0).cancel(false);
                    },
                    1,
                    1,
                    SECONDS));

            clock.advance(ofSeconds(5));

            assertThat(ran).containsExactly("a@1");
        }

        @Test
        void needAPositivePeriod() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> scheduler.scheduleAtFixedRate(() -> {}, 0, 0, SECONDS))
                    .withMessage("period must be positive, but was 0 SECONDS");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> scheduler.scheduleWithFixedDelay(() -> {}, 0, -1, SECONDS))
                    .withMessage("delay must be positive, but was -1 SECONDS");
        }
    }

    @Nested
    class Shutdown {

        @Test
        void letsDelayedTasksRunAndCancelsPeriodicOnes() throws Exception {
            scheduler.schedule(recording("delayed"), 2, SECONDS);
            ScheduledFuture<?> periodic = scheduler.scheduleAtFixedRate(recording("periodic"), 1, 1, SECONDS);

            scheduler.shutdown();

            assertThat(scheduler.isShutdown()).isTrue();
            assertThat(scheduler.isTerminated()).isFalse();
            assertThat(periodic.isCancelled()).isTrue();
            clock.advance(ofSeconds(2));
            assertThat(ran).containsExactly("delayed@2");
            assertThat(scheduler.isTerminated()).isTrue();
            assertThat(scheduler.awaitTermination(1, SECONDS)).isTrue();
        }

        @Test
        void refusesNewTasks() {
            scheduler.shutdown();

            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> scheduler.execute(() -> {}))
                    .withMessage("scheduler 1 of FakeClock[2030-01-02T03:04:05Z] is shut down");
        }

        @Test
        void inAPeriodicTaskStopsThatTask() {
            scheduler.scheduleAtFixedRate(
                    () -> {
                        recording("a").run();
                        scheduler.shutdown();
                    },
                    1,
                    1,
                    SECONDS);

            clock.advance(ofSeconds(5));

            assertThat(ran).containsExactly("a@1");
            assertThat(scheduler.isTerminated()).isTrue();
        }

        @Test
        void shutdownNowReturnsTheTasksThatHaveNotRun() {
            ScheduledFuture<?> task = scheduler.schedule(recording("a"), 1, SECONDS);

            List<Runnable> never = scheduler.shutdownNow();
            clock.advance(ofSeconds(2));

            assertThat(never).hasSize(1).first().isSameAs(task);
            assertThat(ran).isEmpty();
            assertThat(scheduler.isTerminated()).isTrue();
        }

        @Test
        void awaitTerminationWaitsOnTheClock() {
            scheduler.schedule(recording("a"), 10, SECONDS);
            scheduler.shutdown();

            assertThatExceptionOfType(StalledClockException.class)
                    .isThrownBy(() -> scheduler.awaitTermination(1, SECONDS))
                    .withMessageStartingWith("waited on a fake clock until 2030-01-02T03:04:06Z, but the clock stood at"
                            + " 2030-01-02T03:04:05Z");
        }
    }

    @Nested
    class Waiting {

        @Test
        void waitingForATaskFailsIfNobodyMovesTheClock() {
            Future<String> task = scheduler.schedule(() -> "done", 1, SECONDS);

            assertThatExceptionOfType(StalledClockException.class)
                    .isThrownBy(task::get)
                    .withMessage(
                            "waited on a fake clock without a timeout, but the clock stood at 2030-01-02T03:04:05Z and nobody moved"
                                    + " it for 50 ms of real time: make the call in clock.during(...), or advance the clock from"
                                    + " another thread after clock.awaitWaiters(1)");
        }

        @Test
        void waitingForADueTaskFailsAndSaysHowToRunIt() {
            Future<String> task = scheduler.submit(() -> "done");

            assertThatExceptionOfType(StalledClockException.class)
                    .isThrownBy(task::get)
                    .withMessageEndingWith("; a task is due, and clock.advance(Duration.ZERO) runs it");
        }

        @Test
        void waitingForATaskEndsAtTheTimeout() throws Exception {
            FakeClock patient = FakeClock.create();
            Future<String> task = patient.scheduler().schedule(() -> "done", 5, SECONDS);
            Thread mover = new Thread(() -> advanceOnceAThreadWaits(patient, ofSeconds(3)));
            mover.start();

            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(() -> task.get(3, SECONDS))
                    .withMessage("the task had not run by 2030-01-02T03:04:08Z");
            mover.join();
        }

        @Test
        void waitingForATaskEndsWhenAnotherThreadRunsIt() throws Exception {
            FakeClock patient = FakeClock.create();
            Future<String> task = patient.scheduler().schedule(() -> "done", 5, SECONDS);
            Thread mover = new Thread(() -> advanceOnceAThreadWaits(patient, ofSeconds(5)));
            mover.start();

            assertThat(task.get()).isEqualTo("done");
            mover.join();
        }

        private static void advanceOnceAThreadWaits(FakeClock clock, Duration duration) {
            try {
                clock.awaitWaiters(1);
                clock.advance(duration);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Nested
    class InvokingSeveralTasks {

        private final FakeClock patient = FakeClock.create();

        /** Makes a call, and advances the clock whenever the call waits. */
        private <T> T whileTheClockAdvances(Callable<T> call) throws Exception {
            Thread mover = new Thread(() -> {
                try {
                    while (true) {
                        patient.awaitWaiters(1);
                        patient.advance(ofSeconds(1));
                    }
                } catch (InterruptedException | StalledClockException e) {
                    return; // The test is over.
                }
            });
            mover.start();
            try {
                return call.call();
            } finally {
                mover.interrupt();
                mover.join();
            }
        }

        private Callable<String> failing() {
            return () -> {
                throw new IllegalStateException("task");
            };
        }

        @Test
        void invokeAllWaitsForEveryTask() throws Exception {
            List<Future<String>> futures = whileTheClockAdvances(
                    () -> patient.scheduler().invokeAll(List.of(() -> "a", failing(), () -> "c")));

            assertThat(futures).hasSize(3).allMatch(Future::isDone);
            assertThat(futures.get(0).get()).isEqualTo("a");
            assertThat(futures.get(2).get()).isEqualTo("c");
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> futures.get(1).get());
        }

        @Test
        void invokeAnyReturnsTheFirstResult() throws Exception {
            assertThat(whileTheClockAdvances(
                            () -> patient.scheduler().<String>invokeAny(List.of(failing(), () -> "b"))))
                    .isEqualTo("b");
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() ->
                            whileTheClockAdvances(() -> patient.scheduler().invokeAny(List.of(failing()))));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> patient.scheduler().invokeAny(List.of()))
                    .withMessage("tasks must not be empty");
        }
    }

    @Test
    void namesTheArgumentThatIsNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> scheduler.schedule((Runnable) null, 1, SECONDS))
                .withMessage("command must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> scheduler.schedule((Callable<String>) null, 1, SECONDS))
                .withMessage("callable must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> scheduler.schedule(() -> {}, 1, null))
                .withMessage("unit must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> scheduler.execute(null))
                .withMessage("command must not be null");
    }
}
