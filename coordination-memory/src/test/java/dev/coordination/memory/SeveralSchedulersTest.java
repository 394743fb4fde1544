// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Delayed;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests several nodes on one clock, each with its own scheduler. */
class SeveralSchedulersTest {

    private final FakeClock clock = FakeClock.create();
    private final ScheduledExecutorService a = clock.newScheduler("a");
    private final ScheduledExecutorService b = clock.newScheduler("b");
    private final List<String> ran = new ArrayList<>();

    @Nested
    class Order {

        /** A task, with the second at which it is due and its position in the scheduling order. */
        private record Expected(int due, int number) {
            String name() {
                return number + " due at " + due;
            }
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5})
        void isByDueTimeAndThenBySchedulingOrderAcrossAllSchedulers(long seed) {
            Random random = new Random(seed);
            List<ScheduledExecutorService> schedulers = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                schedulers.add(clock.newScheduler());
            }
            List<Expected> expected = new ArrayList<>();

            for (int i = 0; i < 200; i++) {
                Expected task = new Expected(random.nextInt(20), i);
                expected.add(task);
                schedulers
                        .get(random.nextInt(schedulers.size()))
                        .schedule(() -> ran.add(task.name()), task.due(), SECONDS);
            }
            clock.advance(ofSeconds(20));

            assertThat(ran)
                    .containsExactlyElementsOf(expected.stream()
                            .sorted(Comparator.comparingInt(Expected::due).thenComparingInt(Expected::number))
                            .map(Expected::name)
                            .toList());
        }

        @Test
        void ofPeriodicTasksDueTogetherIsTheSchedulingOrder() {
            a.scheduleAtFixedRate(() -> ran.add("a"), 1, 1, SECONDS);
            b.scheduleAtFixedRate(() -> ran.add("b"), 1, 1, SECONDS);

            clock.advance(ofSeconds(3));

            assertThat(ran).containsExactly("a", "b", "a", "b", "a", "b");
        }
    }

    @Nested
    class ShuttingDownAScheduler {

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void doesNotStopOtherSchedulers(boolean now) {
            b.scheduleAtFixedRate(() -> ran.add("b"), 1, 1, SECONDS);
            b.schedule(() -> ran.add("b once"), 1, SECONDS);

            if (now) {
                assertThat(a.shutdownNow()).isEmpty();
            } else {
                a.shutdown();
            }
            clock.advance(ofSeconds(2));

            assertThat(a.isTerminated()).isTrue();
            assertThat(b.isShutdown()).isFalse();
            assertThat(ran).containsExactly("b", "b once", "b");
        }

        @Test
        void withShutdownNowReturnsItsOwnTasksInDueOrder() {
            ScheduledFuture<?> late = a.schedule(() -> ran.add("late"), 2, SECONDS);
            b.schedule(() -> ran.add("b"), 1, SECONDS);
            ScheduledFuture<?> early = a.schedule(() -> ran.add("early"), 1, SECONDS);

            List<Runnable> neverRun = a.shutdownNow();
            clock.advance(ofSeconds(2));

            assertThat(neverRun).containsExactly((Runnable) early, (Runnable) late);
            assertThat(ran).containsExactly("b");
        }

        @Test
        void inATaskStopsTasksDueAtTheSameInstant() {
            b.schedule(a::shutdownNow, 1, SECONDS);
            a.schedule(() -> ran.add("a"), 1, SECONDS);
            b.schedule(() -> ran.add("b"), 1, SECONDS);

            clock.advance(ofSeconds(1));

            assertThat(ran).containsExactly("b");
        }

        @Test
        void letsTheNodeRestartWithANewScheduler() {
            a.scheduleAtFixedRate(() -> ran.add("first life"), 1, 1, SECONDS);
            clock.advance(ofSeconds(1));

            a.shutdownNow();
            ScheduledExecutorService restarted = clock.newScheduler("a");
            restarted.scheduleAtFixedRate(() -> ran.add("second life"), 1, 1, SECONDS);
            clock.advance(ofSeconds(1));

            assertThat(ran).containsExactly("first life", "second life");
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> a.execute(() -> {}))
                    .withMessage("scheduler a of FakeClock[2030-01-02T03:04:07Z] is shut down");
        }
    }

    @Test
    void schedulersWithoutANameAreNumbered() {
        assertThat(clock.scheduler()).isSameAs(clock.scheduler()).asString().startsWith("scheduler 1 of ");
        assertThat(clock.newScheduler()).asString().startsWith("scheduler 2 of ");
        assertThat(clock.newScheduler()).asString().startsWith("scheduler 3 of ");
        assertThatNullPointerException()
                .isThrownBy(() -> clock.newScheduler(null))
                .withMessage("name must not be null");
    }

    @Nested
    class ComparingTasks {

        /** Returns a {@link Delayed} that is not a task of this library. */
        private static Delayed delayed(Duration delay) {
            return new Delayed() {
                @Override
                public long getDelay(TimeUnit unit) {
                    return unit.convert(delay);
                }

                @Override
                public int compareTo(Delayed other) {
                    return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
                }
            };
        }

        @Test
        void usesTheDelayForADelayedThatIsNotATaskOfThisLibrary() {
            ScheduledFuture<?> task = a.schedule(() -> {}, 2, SECONDS);

            assertThat(task.compareTo(delayed(ofSeconds(1)))).isPositive();
            assertThat(task.compareTo(delayed(ofSeconds(2)))).isZero();
            assertThat(task.compareTo(delayed(ofSeconds(3)))).isNegative();
        }

        @Test
        void usesTheDelayForTasksOfAnotherClock() {
            FakeClock other = FakeClock.create();
            other.advance(ofSeconds(60));
            ScheduledFuture<?> task = a.schedule(() -> {}, 2, SECONDS);
            ScheduledFuture<?> sooner = other.scheduler().schedule(() -> {}, 1, SECONDS);

            assertThat(task.compareTo(sooner)).isPositive();
            assertThat(sooner.compareTo(task)).isNegative();
        }

        @Test
        void usesTheDueTimeAndThenTheSchedulingOrderForTasksOfTheSameClock() {
            ScheduledFuture<?> first = a.schedule(() -> {}, 2, SECONDS);
            ScheduledFuture<?> second = b.schedule(() -> {}, 2, SECONDS);
            ScheduledFuture<?> sooner = b.schedule(() -> {}, 1, SECONDS);

            assertThat(first.compareTo(second)).isNegative();
            assertThat(second.compareTo(first)).isPositive();
            assertThat(first.compareTo(first)).isZero();
            assertThat(sooner.compareTo(first)).isNegative();
        }
    }
}
