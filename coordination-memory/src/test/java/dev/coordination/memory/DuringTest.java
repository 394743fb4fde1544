// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.fail;

import dev.coordination.Message;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DuringTest {

    private final FakeClock clock = FakeClock.create();
    private final ScheduledExecutorService scheduler = clock.scheduler();
    private final Instant start = clock.instant();
    private final List<Long> seen = Collections.synchronizedList(new ArrayList<>());

    private long seconds() {
        return Duration.between(start, clock.instant()).toSeconds();
    }

    /** Returns a clock whose stall guard starts counting only at {@code end}, so that slow threads cannot trip it earlier. */
    static FakeClock impatientFrom(Instant end) {
        AtomicReference<@Nullable Long> reached = new AtomicReference<>();
        StallGuard guard = new StallGuard(ofMillis(20), () -> {
            Long from = reached.get();
            return from == null ? 0 : System.nanoTime() - from;
        });
        FakeClock clock = new FakeClock(Instant.parse("2030-01-02T03:04:05Z"), guard);
        clock.onMove(moved -> {
            if (!clock.instant().isBefore(end)) {
                reached.compareAndSet(null, System.nanoTime());
            }
        });
        return clock;
    }

    /** A way to wait for one second on the clock. */
    private enum Wait {
        SLEEP {
            @Override
            void oneSecond(FakeClock clock) throws InterruptedException {
                clock.sleep(ofSeconds(1));
            }
        },
        NEXT {
            @Override
            void oneSecond(FakeClock clock) throws InterruptedException {
                assertThat(pubSub(clock).subscribe("a").next(ofSeconds(1))).isEmpty();
            }
        },
        MESSAGE {
            @Override
            void oneSecond(FakeClock clock) throws InterruptedException {
                PubSub pubSub = pubSub(clock);
                Subscription subscription = pubSub.subscribe("a");
                clock.scheduler().schedule(() -> pubSub.publish("a", "x".getBytes(UTF_8)), 1, SECONDS);
                assertThat(subscription.next(ofHours(1))).isPresent();
            }
        },
        SCHEDULED_TASK {
            @Override
            void oneSecond(FakeClock clock) throws Exception {
                assertThat(clock.newScheduler()
                                .schedule(() -> "done", 1, SECONDS)
                                .get())
                        .isEqualTo("done");
            }
        },
        LATE_TASK {
            @Override
            void oneSecond(FakeClock clock) throws Exception {
                ScheduledFuture<?> task = clock.scheduler().schedule(() -> {}, 1, HOURS);
                try {
                    fail("the task has run: " + task.get(1, SECONDS));
                } catch (TimeoutException e) { // anything else is what the test is about
                    task.cancel(false);
                }
            }
        },
        TERMINATION {
            @Override
            void oneSecond(FakeClock clock) throws InterruptedException {
                ScheduledExecutorService own = clock.newScheduler();
                own.schedule(() -> {}, 1, SECONDS);
                own.shutdown();
                assertThat(own.awaitTermination(1, HOURS)).isTrue();
            }
        };

        abstract void oneSecond(FakeClock clock) throws Exception;

        private static PubSub pubSub(FakeClock clock) {
            return MemoryBackend.builder().clock(clock).build().connect().pubSub();
        }
    }

    @Nested
    class AdvancesFromWaitToWait {

        @ParameterizedTest
        @EnumSource
        void eachWaitTakesItsFullSecond(Wait wait) throws Exception {
            for (int count : new int[] {1, 3, 10}) {
                seen.clear();
                long before = seconds();

                Long waited = clock.during(ofSeconds(count), () -> {
                    for (int i = 0; i < count; i++) {
                        wait.oneSecond(clock);
                        seen.add(seconds() - before);
                    }
                    return seconds() - before;
                });

                assertThat(waited).isEqualTo(count);
                assertThat(seen)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, count).boxed().toList());
                assertThat(seconds() - before).isEqualTo(count);
            }
        }

        @Test
        void waitsMayDifferInLengthAndKind() throws Exception {
            clock.during(ofMinutes(1), () -> {
                for (Wait wait : Wait.values()) {
                    wait.oneSecond(clock);
                    seen.add(seconds());
                    clock.sleep(ofSeconds(2));
                    seen.add(seconds());
                }
                return null;
            });

            assertThat(seen).containsExactly(1L, 3L, 4L, 6L, 7L, 9L, 10L, 12L, 13L, 15L, 16L, 18L);
            assertThat(seconds()).isEqualTo(60);
        }

        @Test
        void scheduledTasksRunDuringAWait() throws Exception {
            scheduler.scheduleAtFixedRate(() -> seen.add(seconds()), 1, 2, SECONDS);

            clock.during(ofSeconds(6), () -> {
                clock.sleep(ofSeconds(4));
                seen.add(100 + seconds());
                return null;
            });

            assertThat(seen).contains(104L).filteredOn(second -> second < 100).containsExactly(1L, 3L, 5L);
        }

        @Test
        void worksInsideAScheduledTask() {
            scheduler.schedule(
                    () -> clock.during(ofSeconds(2), () -> {
                        clock.sleep(ofSeconds(1));
                        seen.add(seconds());
                        clock.sleep(ofSeconds(1));
                        seen.add(seconds());
                        return null;
                    }),
                    5,
                    SECONDS);

            clock.advance(ofSeconds(10));

            assertThat(seen).containsExactly(6L, 7L);
            assertThat(seconds()).isEqualTo(10);
        }
    }

    @Nested
    class EndsAfterItsDuration {

        @Test
        void movesTheClockByTheFullDurationWhenTheCallEndsEarly() throws Exception {
            assertThat(clock.during(ofSeconds(5), () -> "done")).isEqualTo("done");
            assertThat(seconds()).isEqualTo(5);

            clock.during(ofSeconds(5), () -> {
                clock.sleep(ofSeconds(1));
                return null;
            });
            assertThat(seconds()).isEqualTo(10);
        }

        @Test
        void allowsTheCallToMoveTheClockItself() throws Exception {
            clock.during(ofSeconds(3), () -> {
                clock.advance(ofSeconds(1));
                clock.sleep(ofSeconds(1));
                return seen.add(seconds());
            });
            assertThat(seen).containsExactly(2L);
            assertThat(seconds()).isEqualTo(3);

            clock.during(ofSeconds(3), () -> {
                clock.advance(ofSeconds(5));
                return null;
            });
            assertThat(seconds()).isEqualTo(8);
        }

        @ParameterizedTest
        @EnumSource
        void failsIfTheCallIsStillWaiting(Wait wait) {
            FakeClock impatient = impatientFrom(start.plusMillis(2_999));
            List<Instant> ends = new ArrayList<>();

            assertThatExceptionOfType(StalledClockException.class)
                    .isThrownBy(() -> impatient.during(ofSeconds(2).plusMillis(999), () -> {
                        for (int i = 0; i < 3; i++) {
                            wait.oneSecond(impatient);
                            ends.add(impatient.instant());
                        }
                        return null;
                    }))
                    .withMessageStartingWith("the call passed to during(PT2.999S) was still waiting ")
                    .withMessageEndingWith(
                            " when the duration ended at 2030-01-02T03:04:07.999Z, and nothing else ended the"
                                    + " wait within 20 ms of real time: use a longer duration");

            assertThat(ends).hasSize(2);
            assertThat(impatient.instant()).isEqualTo("2030-01-02T03:04:07.999Z");
        }

        @Test
        void theFailureNamesTheEndOfTheWait() {
            FakeClock impatient = impatientFrom(start.plusSeconds(1));

            assertThatExceptionOfType(StalledClockException.class)
                    .isThrownBy(() -> impatient.during(ofSeconds(1), () -> {
                        impatient.sleep(ofSeconds(5));
                        return null;
                    }))
                    .withMessageContaining("was still waiting until 2030-01-02T03:04:10Z when");
        }

        @Test
        void failsEvenIfTheCallCatchesTheExceptionAndWaitsAgain() {
            FakeClock impatient = impatientFrom(start.plusSeconds(1));

            assertThatExceptionOfType(StalledClockException.class)
                    .isThrownBy(() -> impatient.during(ofSeconds(1), () -> {
                        while (true) {
                            try {
                                impatient.sleep(ofHours(1));
                            } catch (StalledClockException e) {
                                seen.add(0L);
                            }
                        }
                    }))
                    .withMessageContaining("when the duration ended");
        }

        @Test
        void returnsIfAnotherThreadEndsTheWait() throws Exception {
            MemoryBackend backend = MemoryBackend.builder().clock(clock).build();
            PubSub pubSub = backend.connect().pubSub();
            Subscription subscription = pubSub.subscribe("a");
            Thread publisher = afterTheEnd(ofSeconds(1), () -> pubSub.publish("a", "late".getBytes(UTF_8)));

            assertThat(clock.during(ofSeconds(1), () -> subscription.next(ofHours(1))))
                    .map(Message::text)
                    .contains("late");
            publisher.join();
        }
    }

    @Nested
    class RunsTasksSubmittedAfterTheEnd {

        /** Each task is submitted only after the previous task has failed. */
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 7})
        void byInvokeAny(int failures) throws Exception {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < failures; i++) {
                tasks.add(() -> {
                    throw new IllegalStateException("on purpose");
                });
            }
            tasks.add(() -> 2);

            for (Duration duration : List.of(ZERO, ofSeconds(1), ofMinutes(1))) {
                assertThat(clock.during(duration, () -> scheduler.invokeAny(tasks)))
                        .isEqualTo(2);
            }
            assertThat(seconds()).isEqualTo(61);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 7})
        void oneAfterTheOther(int tasks) throws Exception {
            clock.during(ofSeconds(3), () -> {
                clock.sleep(ofSeconds(3));
                for (int i = 0; i < tasks; i++) {
                    scheduler.submit(() -> seen.add(seconds())).get();
                    scheduler.invokeAll(List.of(() -> seen.add(seconds()), () -> seen.add(seconds())));
                }
                return null;
            });

            assertThat(seen).hasSize(3 * tasks).containsOnly(3L);
        }

        @Test
        void byAnotherThread() throws Exception {
            FutureTask<String> submitted = new FutureTask<>(() -> "done");
            ScheduledFuture<?> awaited = scheduler.schedule(() -> {}, 1, HOURS);
            Thread submitter = afterTheEnd(
                    ofSeconds(1),
                    () -> scheduler.execute(() -> {
                        submitted.run();
                        awaited.cancel(false);
                    }));

            clock.during(ofSeconds(1), () -> {
                assertThatExceptionOfType(java.util.concurrent.CancellationException.class)
                        .isThrownBy(awaited::get);
                return null;
            });

            assertThat(submitted.get(5, SECONDS)).isEqualTo("done");
            submitter.join();
        }
    }

    /** Starts a thread that runs the action once the duration, counted from now, has ended and a call is waiting. */
    private Thread afterTheEnd(Duration duration, Runnable action) {
        CountDownLatch over = new CountDownLatch(1);
        Instant end = clock.instant().plus(duration);
        clock.onMove(moved -> {
            if (clock.instant().equals(end)) {
                over.countDown();
            }
        });
        Thread thread = new Thread(() -> {
            try {
                over.await();
                clock.awaitWaiters(1);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            action.run();
        });
        thread.start();
        return thread;
    }

    @Test
    void rethrowsTheExceptionOfTheCall() {
        assertThatIllegalStateException()
                .isThrownBy(() -> clock.during(ofSeconds(5), () -> {
                    throw new IllegalStateException("call");
                }))
                .withMessage("call");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> clock.during(ofSeconds(5), () -> {
                    clock.sleep(ofSeconds(1));
                    throw new AssertionError("call");
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.000000001S", "PT-5S", "PT1680000H0.000000001S"})
    void refusesTheSameDurationsAsAdvance(Duration duration) {
        List<String> called = new ArrayList<>();

        String refusal = assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.advance(duration))
                .actual()
                .getMessage();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.during(duration, () -> called.add("called")))
                .withMessage(refusal);
        assertThat(called).isEmpty();
        assertThat(seconds()).isZero();
    }

    @Test
    void failsIfTheCallNeitherReturnsNorWaits() {
        FakeClock impatient = impatientFrom(start.plusSeconds(1));
        CountDownLatch never = new CountDownLatch(1);

        assertThatExceptionOfType(StalledClockException.class)
                .isThrownBy(() -> impatient.during(ofSeconds(5), () -> {
                    impatient.sleep(ofSeconds(1));
                    never.await();
                    return null;
                }))
                .withMessage(
                        "the call passed to during(PT5S) neither returned nor waited on the clock within 20 ms of real time");
        assertThat(impatient.instant()).isEqualTo("2030-01-02T03:04:06Z");
    }

    @Test
    void interruptsTheCallIfAMoveListenerThrows() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        clock.onMove(moved -> {
            throw new IllegalStateException("listener");
        });

        assertThatIllegalStateException()
                .isThrownBy(() -> clock.during(ofSeconds(5), () -> sleepUntilInterrupted(interrupted)))
                .withMessage("listener");
        assertThat(interrupted.await(5, SECONDS)).isTrue();
    }

    @Test
    void interruptsTheCallIfTheThreadThatWaitsForItIsInterrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        FutureTask<Object> during = new FutureTask<>(() -> clock.during(ofSeconds(5), () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return null;
        }));
        Thread thread = new Thread(during);
        thread.start();
        begun.await();

        thread.interrupt();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> during.get(5, SECONDS))
                .withCauseInstanceOf(InterruptedException.class);
        assertThat(interrupted.await(5, SECONDS)).isTrue();
        assertThat(seconds()).isZero();
    }

    private Object sleepUntilInterrupted(CountDownLatch interrupted) {
        while (true) {
            try {
                clock.sleep(ofHours(10));
            } catch (InterruptedException e) {
                interrupted.countDown();
                return "interrupted";
            }
        }
    }
}
