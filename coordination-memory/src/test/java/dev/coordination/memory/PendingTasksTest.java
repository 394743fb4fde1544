// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PendingTasksTest {

    private static final Instant START = Instant.parse("2030-01-02T03:04:05Z");

    private final FakeClock clock = FakeClock.create();
    private final ScheduledExecutorService a = clock.newScheduler("a");
    private final ScheduledExecutorService b = clock.newScheduler("b");
    private final List<String> ran = new ArrayList<>();

    @Test
    void includeAllSchedulersInTheOrderInWhichTheTasksWillRun() {
        a.scheduleAtFixedRate(() -> {}, 10, 60, SECONDS);
        b.scheduleWithFixedDelay(() -> {}, 5, 60, SECONDS);
        clock.scheduler().schedule(() -> {}, 5, SECONDS);
        b.execute(() -> {});

        assertThat(clock.pendingTasks())
                .containsExactly(
                        new PendingTask(START, "b", false),
                        new PendingTask(START.plusSeconds(5), "b", true),
                        new PendingTask(START.plusSeconds(5), "1", false),
                        new PendingTask(START.plusSeconds(10), "a", true));

        clock.advance(ofSeconds(10));

        assertThat(clock.pendingTasks())
                .containsExactly(
                        new PendingTask(START.plusSeconds(65), "b", true),
                        new PendingTask(START.plusSeconds(70), "a", true));
    }

    @Test
    void areAnImmutableSnapshot() {
        a.schedule(() -> {}, 1, SECONDS);

        List<PendingTask> before = clock.pendingTasks();
        clock.advance(ofSeconds(1));

        assertThat(before).hasSize(1);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(before::clear);
        assertThat(clock.pendingTasks()).isEmpty();
    }

    @Test
    void excludeTasksThatAreCancelledRunningOrRemovedByShutdownNow() {
        a.schedule(() -> {}, 1, SECONDS).cancel(false);
        a.schedule(() -> {}, 1, SECONDS);
        a.shutdownNow();
        List<List<PendingTask>> seenByItself = new ArrayList<>();
        b.scheduleAtFixedRate(() -> seenByItself.add(clock.pendingTasks()), 2, 2, SECONDS);

        clock.advance(ofSeconds(2));

        assertThat(seenByItself).containsExactly(List.of());
        assertThat(clock.pendingTasks()).containsExactly(new PendingTask(START.plusSeconds(4), "b", true));
    }

    @Test
    void showTheLatestInstantForTasksThatAreDueAfterIt() {
        FakeClock late = FakeClock.builder()
                .startingAt(Instant.MAX.minus(ofDays(70_000)))
                .build();
        ScheduledFuture<?> never = late.scheduler().schedule(() -> {}, Long.MAX_VALUE, DAYS);

        assertThat(late.pendingTasks()).containsExactly(new PendingTask(Instant.MAX, "1", false));
        assertThat(never.toString()).endsWith(" due at " + Instant.MAX);
    }

    @Nested
    class AdvancingToTheNextTask {

        private Runnable recording(String name) {
            return () -> ran.add(name);
        }

        @Test
        void runsAllTasksDueAtThatInstantAndNoOthers() {
            a.schedule(recording("a1"), 1, HOURS);
            b.schedule(recording("b1"), 1, HOURS);
            a.schedule(recording("a2"), 2, HOURS);

            assertThat(clock.advanceToNextTask()).isTrue();
            assertThat(ran).containsExactly("a1", "b1");
            assertThat(clock.instant()).isEqualTo(START.plusSeconds(3600));

            assertThat(clock.advanceToNextTask()).isTrue();
            assertThat(ran).containsExactly("a1", "b1", "a2");
            assertThat(clock.instant()).isEqualTo(START.plusSeconds(7200));

            assertThat(clock.advanceToNextTask()).isFalse();
            assertThat(clock.instant()).isEqualTo(START.plusSeconds(7200));
        }

        @Test
        void runsDueTasksWithoutMovingTheClock() {
            a.execute(recording("now"));
            a.schedule(recording("later"), 1, NANOSECONDS);

            assertThat(clock.advanceToNextTask()).isTrue();

            assertThat(ran).containsExactly("now");
            assertThat(clock.instant()).isEqualTo(START);
        }

        @Test
        void runsAPeriodicTaskOnceEachTime() {
            a.scheduleAtFixedRate(recording("tick"), 1, 1, MINUTES);

            for (int i = 1; i <= 5; i++) {
                assertThat(clock.advanceToNextTask()).isTrue();
                assertThat(clock.instant()).isEqualTo(START.plusSeconds(60L * i));
            }

            assertThat(ran).hasSize(5);
        }

        @Test
        void doesNotMoveToATaskBeyondTheRangeOfTheClock() {
            a.schedule(recording("reached"), 70_000, DAYS);
            a.schedule(recording("never"), DAYS.toNanos(70_000) + 1, NANOSECONDS);

            assertThat(clock.advanceToNextTask()).isTrue();
            assertThat(clock.advanceToNextTask()).isFalse();

            assertThat(ran).containsExactly("reached");
        }

        @Test
        void mayBeCalledByATask() {
            a.schedule(
                    () -> {
                        recording("outer").run();
                        clock.advanceToNextTask();
                    },
                    1,
                    SECONDS);
            b.schedule(recording("inner"), 1, HOURS);

            clock.advanceToNextTask();

            assertThat(ran).containsExactly("outer", "inner");
            clock.advance(ZERO);
            assertThat(clock.instant()).isEqualTo(START.plusSeconds(3600));
        }
    }
}
