// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteppedTimeTest {

    private static final Duration UNIT = Duration.ofSeconds(7);

    private final List<Object> seen = new ArrayList<>();
    private final SteppedTime time = new SteppedTime(UNIT, passed -> seen.add(passed.toMillis()), true);

    @Test
    void usesTheGivenUnit() {
        assertThat(time.unit()).isEqualTo(UNIT);
    }

    @Test
    void everyCallReturnsTheSameScheduler() {
        assertThat(time.scheduler()).isSameAs(time.scheduler());
    }

    @Test
    void nodeSchedulersShareTheTimeAndShutDownIndependently() {
        ScheduledExecutorService a = time.newScheduler("a");
        ScheduledExecutorService b = time.newScheduler("b");
        b.schedule(() -> seen.add("b"), 200, MILLISECONDS);

        a.shutdownNow();
        time.advance(Duration.ofSeconds(1));

        assertThat(seen).containsExactly(200L, "b", 800L);
    }

    @Nested
    class TheClock {

        @Test
        void runsAheadOfTheSystemClockByTheShift() {
            Clock clock = time.clock();
            time.scheduler().schedule(() -> assertIsAheadBy(Duration.ofHours(1), clock), 1, HOURS);

            time.advance(Duration.ofHours(3));

            assertIsAheadBy(Duration.ofHours(3), clock);
            assertIsAheadBy(Duration.ofHours(3), clock.withZone(ZoneId.of("Asia/Tokyo")));
            assertThat(seen).containsExactly(3_600_000L, "checked", 7_200_000L, "checked", "checked");
        }

        private void assertIsAheadBy(Duration shift, Clock clock) {
            Instant before = Instant.now();
            Instant shifted = clock.instant();
            assertThat(shifted).isBetween(before.plus(shift), Instant.now().plus(shift));
            seen.add("checked");
        }

        @Test
        void isInUtcByDefault() {
            time.advance(Duration.ofHours(3));

            assertThat(time.clock().getZone()).isEqualTo(ZoneOffset.UTC);
            assertThat(time.clock().withZone(ZoneId.of("Asia/Tokyo")).getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
            assertThat(time.clock()).hasToString("SystemClock[Z] shifted by PT3H");
        }

        @Test
        void isTheSystemClockInRealTime() {
            assertThat(new SteppedTime(UNIT, passed -> {}, false).clock()).isEqualTo(Clock.systemUTC());
        }
    }

    @Nested
    class Advance {

        @Test
        void passesTheTimeOnTheServer() {
            time.advance(Duration.ofSeconds(3));

            assertThat(seen).containsExactly(3_000L);
        }

        @Test
        void runsDueTasksForADurationOfZero() {
            time.scheduler().execute(() -> seen.add("task"));

            time.advance(Duration.ZERO);

            assertThat(seen).containsExactly("task");
        }

        @Test
        void accumulatesFractionsOfAMillisecond() {
            time.advance(Duration.ofNanos(999_999));
            assertThat(seen).isEmpty();

            time.advance(Duration.ofNanos(1));
            assertThat(seen).containsExactly(1L);

            time.advance(Duration.ofNanos(1_500_000));
            time.advance(Duration.ofNanos(1_500_000));
            assertThat(seen).containsExactly(1L, 1L, 2L);
        }

        @Test
        void passesTheLongestTtlInOneStep() {
            time.advance(Duration.ofDays(36_500));

            assertThat(seen).containsExactly(3_153_600_000_000L);
        }

        @Test
        void stopsAtEachTaskInDueOrder() {
            time.scheduler().schedule(() -> seen.add("late"), 500, MILLISECONDS);
            time.scheduler().schedule(() -> seen.add("early"), 200, MILLISECONDS);

            time.advance(Duration.ofSeconds(1));

            assertThat(seen).containsExactly(200L, "early", 300L, "late", 500L);
        }

        @Test
        void runsATaskAtItsExactInstantAndNotBefore() {
            time.scheduler().schedule(() -> seen.add("task"), 200, MILLISECONDS);

            time.advance(Duration.ofMillis(199));
            assertThat(seen).containsExactly(199L);

            time.advance(Duration.ofMillis(1));
            assertThat(seen).containsExactly(199L, 1L, "task");
        }

        @Test
        void runsPeriodicTasksAtEachPeriod() {
            time.scheduler().scheduleAtFixedRate(() -> seen.add("tick"), 100, 100, MILLISECONDS);

            time.advance(Duration.ofMillis(250));

            assertThat(seen).containsExactly(100L, "tick", 100L, "tick", 50L);
        }

        @Test
        void runsTasksScheduledByTasks() {
            time.scheduler()
                    .schedule(
                            () -> time.scheduler().schedule(() -> seen.add("inner"), 50, MILLISECONDS),
                            100,
                            MILLISECONDS);

            time.advance(Duration.ofMillis(200));

            assertThat(seen).containsExactly(100L, 50L, "inner", 50L);
        }

        @Test
        void refusesANegativeDurationWithoutPassingTime() {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> time.advance(Duration.ofNanos(-1)))
                    .withMessageStartingWith("duration must not be negative, ");
            assertThat(seen).isEmpty();
        }
    }

    @Nested
    class During {

        @Test
        void returnsTheResultOnceTheTimeHasPassed() throws Exception {
            String result = time.during(Duration.ofSeconds(1), () -> "result");

            assertThat(result).isEqualTo("result");
            assertThat(seen).containsExactly(1_000L);
        }

        @Test
        void passesTimeWhileTheCallBlocks() throws Exception {
            CountDownLatch passed = new CountDownLatch(1);
            SteppedTime blocking = new SteppedTime(UNIT, millis -> passed.countDown(), true);

            String result = blocking.during(Duration.ofSeconds(1), () -> {
                passed.await();
                return Thread.currentThread().getName();
            });

            assertThat(result).isEqualTo("coordination-during");
        }

        /** Rather than stand still until the call counts as blocked. */
        @Test
        void letsRealTimePassMeanwhile() throws Exception {
            CountDownLatch passed = new CountDownLatch(1);
            SteppedTime real = new SteppedTime(UNIT, passing -> seen.add(passing.toMillis()), false);
            real.scheduler().schedule(passed::countDown, 50, MILLISECONDS);

            real.during(Duration.ofHours(1), () -> {
                passed.await();
                return null;
            });

            assertThat(seen).startsWith(10L, 10L, 10L, 10L, 10L);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 5})
        void runsTasksSubmittedAfterTheTimeHasPassed(int tasks) throws Exception {
            CountDownLatch passed = new CountDownLatch(1);
            SteppedTime blocking = new SteppedTime(UNIT, millis -> passed.countDown(), true);

            int ran = blocking.during(Duration.ofSeconds(1), () -> {
                passed.await();
                int sum = 0;
                for (int i = 0; i < tasks; i++) {
                    sum += blocking.scheduler().submit(() -> 1).get();
                    sum += blocking.newScheduler("b").submit(() -> 1).get();
                }
                return sum;
            });

            assertThat(ran).isEqualTo(2 * tasks);
        }

        @Test
        void propagatesTheExceptionOfTheCall() {
            IOException failure = new IOException("from the call");
            Callable<String> call = () -> {
                throw failure;
            };

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> time.during(Duration.ofSeconds(1), call))
                    .isSameAs(failure);
        }

        @Test
        void propagatesTheErrorOfTheCall() {
            AssertionError failure = new AssertionError("from the call");
            Callable<String> call = () -> {
                throw failure;
            };

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> time.during(Duration.ofSeconds(1), call))
                    .isSameAs(failure);
        }

        @Test
        void interruptsTheCallWhenTimeCannotPass() throws Exception {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch ended = new CountDownLatch(1);
            SteppedTime refusing = new SteppedTime(
                    UNIT,
                    millis -> {
                        awaitQuietly(begun); // otherwise the call might be cancelled before it begins
                        throw new IllegalStateException("refused");
                    },
                    true);

            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> refusing.during(Duration.ofSeconds(1), () -> {
                        begun.countDown();
                        try {
                            return new CountDownLatch(1).await(10, MINUTES);
                        } finally {
                            ended.countDown();
                        }
                    }))
                    .withMessage("refused");
            assertThat(ended.await(10, SECONDS)).isTrue();
        }

        private static void awaitQuietly(CountDownLatch latch) {
            try {
                assertThat(latch.await(10, SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Test
        void refusesANegativeDurationWithoutCalling() {
            AtomicBoolean called = new AtomicBoolean();

            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> time.during(Duration.ofSeconds(-1), () -> called.getAndSet(true)))
                    .withMessageStartingWith("duration must not be negative, ");
            assertThat(called).isFalse();
            assertThat(seen).isEmpty();
        }
    }
}
