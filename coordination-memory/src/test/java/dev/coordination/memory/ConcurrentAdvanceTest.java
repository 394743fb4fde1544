// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.CoordinationException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests threads that move a clock while another thread is moving it. */
class ConcurrentAdvanceTest {

    private static final Instant START = Instant.parse("2030-01-02T03:04:05Z");

    /** A way to move a clock. */
    private enum Move {
        ADVANCE {
            @Override
            void apply(FakeClock clock) {
                clock.advance(ofSeconds(1));
            }
        },
        ADVANCE_TO {
            @Override
            void apply(FakeClock clock) {
                clock.advanceTo(START.plusSeconds(2));
            }
        },
        ADVANCE_TO_NEXT_TASK {
            @Override
            void apply(FakeClock clock) {
                clock.advanceToNextTask();
            }
        },
        RUN_DUE_TASKS {
            @Override
            void apply(FakeClock clock) {
                clock.advance(Duration.ZERO);
            }
        };

        abstract void apply(FakeClock clock);
    }

    @ParameterizedTest
    @EnumSource
    void aTaskThatWaitsForAnotherThreadToMoveTheClockFails(Move move) {
        FakeClock clock = FakeClock.builder().stallGuard(ofMillis(20)).build();
        Future<?> task = clock.scheduler()
                .schedule(
                        () -> CompletableFuture.runAsync(() -> move.apply(clock))
                                .join(),
                        1,
                        SECONDS);

        clock.advance(ofSeconds(1));

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(task::get)
                .havingCause()
                .isInstanceOf(CompletionException.class)
                .havingCause()
                .isInstanceOf(StalledClockException.class)
                .withMessage("waited 20 ms of real time to move the clock, which thread "
                        + Thread.currentThread().getName()
                        + " is moving: a task or listener that it runs must not wait for another thread to move the clock, but"
                        + " may move the clock itself");
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void aListenerThatWaitsForAnotherThreadToMoveTheClockFails() {
        FakeClock clock = FakeClock.builder().stallGuard(ofMillis(20)).build();
        clock.onMove(moved ->
                CompletableFuture.runAsync(() -> clock.advance(ofSeconds(1))).join());

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> clock.advance(ofSeconds(1)))
                .withCauseInstanceOf(StalledClockException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aThreadGivesUpIfItIsInterruptedBeforeItHasToWait(Move move) throws Exception {
        FakeClock clock = FakeClock.create();
        List<String> outcomes = new ArrayList<>();
        clock.scheduler()
                .schedule(
                        () -> {
                            Thread other = new Thread(() -> {
                                Thread.currentThread().interrupt();
                                outcomes.add(outcomeOf(move, clock));
                            });
                            other.start();
                            other.join();
                            return null;
                        },
                        1,
                        SECONDS);

        clock.advance(ofSeconds(1));

        assertThat(outcomes)
                .containsExactly("interrupted while waiting to move the clock, which thread "
                        + Thread.currentThread().getName() + " is moving, flag true");
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(1));
    }

    private static String outcomeOf(Move move, FakeClock clock) {
        try {
            move.apply(clock);
            return "moved";
        } catch (CoordinationException e) {
            return e.getMessage() + ", flag " + Thread.interrupted();
        }
    }

    @Test
    void aThreadGivesUpIfItIsInterruptedWhileItWaits() throws Exception {
        FakeClock clock = FakeClock.create();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        clock.scheduler()
                .schedule(
                        () -> {
                            running.countDown();
                            return release.await(1, java.util.concurrent.TimeUnit.MINUTES);
                        },
                        1,
                        SECONDS);
        Thread holder = new Thread(() -> clock.advance(ofSeconds(1)));
        holder.start();
        running.await();
        FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            try {
                clock.advance(ofSeconds(1));
                return false;
            } catch (CoordinationException e) {
                return Thread.interrupted();
            }
        });
        Thread waiter = new Thread(waiting);
        waiter.start();
        awaitState(waiter, Thread.State.TIMED_WAITING);

        waiter.interrupt();

        assertThat(waiting.get(5, SECONDS)).isTrue();
        release.countDown();
        holder.join();
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(1));
    }

    private static void awaitState(Thread thread, Thread.State state) {
        while (thread.getState() != state) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anInterruptedThreadMovesTheClockIfItNeedNotWait() {
        FakeClock clock = FakeClock.create();
        Thread.currentThread().interrupt();

        clock.advance(ofSeconds(1));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(1));
    }
}
