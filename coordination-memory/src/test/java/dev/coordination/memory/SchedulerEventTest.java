// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.coordination.memory.FakeClock.Registration;
import dev.coordination.memory.SchedulerEvent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchedulerEventTest {

    private final FakeClock clock = FakeClock.create();
    private final ScheduledExecutorService scheduler = clock.newScheduler("b");
    private final List<SchedulerEvent> events = new ArrayList<>();
    private final Registration registration = clock.onSchedulerEvent(events::add);

    private static void fail() {
        throw new IllegalStateException("on purpose");
    }

    static Stream<Consumer<ScheduledExecutorService>> waysToRepeat() {
        return Stream.of(
                to -> to.scheduleAtFixedRate(SchedulerEventTest::fail, 2, 1, SECONDS),
                to -> to.scheduleWithFixedDelay(SchedulerEventTest::fail, 2, 1, SECONDS));
    }

    @ParameterizedTest
    @MethodSource("waysToRepeat")
    void reportsOnceThatAPeriodicTaskThrew(Consumer<ScheduledExecutorService> way) {
        way.accept(scheduler);

        clock.advance(ofSeconds(5));

        assertThat(events).hasSize(1).first().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(Kind.PERIODIC_TASK_THREW);
            assertThat(event.scheduler()).isEqualTo("b");
            assertThat(event.at()).isEqualTo(Instant.parse("2030-01-02T03:04:07Z"));
            assertThat(event.thrown()).containsInstanceOf(IllegalStateException.class);
            assertThat(event)
                    .hasToString("scheduler b: a periodic task will not run again, because it threw"
                            + " java.lang.IllegalStateException: on purpose");
        });
    }

    @Test
    void reportsThatATaskThrewBeforeItsFutureIsDone() {
        List<Boolean> done = new ArrayList<>();
        List<Future<?>> task = new ArrayList<>();
        clock.onSchedulerEvent(event -> done.add(task.get(0).isDone()));
        task.add(scheduler.submit(SchedulerEventTest::fail));

        clock.advance(ofSeconds(1));

        assertThat(events)
                .singleElement()
                .hasToString("scheduler b: a task threw java.lang.IllegalStateException: on purpose");
        assertThat(done).containsExactly(false);
        assertThatExceptionOfType(java.util.concurrent.ExecutionException.class).isThrownBy(task.get(0)::get);
    }

    @Test
    void reportsThatACommandThrew() throws Exception {
        scheduler.execute(SchedulerEventTest::fail);

        Thread advancing = new Thread(() -> clock.advance(ofSeconds(1)));
        advancing.setUncaughtExceptionHandler((thread, e) -> {});
        advancing.start();
        advancing.join();

        assertThat(events)
                .singleElement()
                .hasToString("scheduler b: a task threw java.lang.IllegalStateException: on purpose");
    }

    @Test
    void reportsOnlyTheFirstShutdown() {
        ScheduledExecutorService other = clock.newScheduler("c");

        scheduler.shutdown();
        scheduler.shutdownNow();
        scheduler.shutdown();
        other.shutdownNow();

        assertThat(events)
                .extracting(SchedulerEvent::toString)
                .containsExactly("scheduler b: shut down", "scheduler c: shut down");
        assertThat(events).extracting(SchedulerEvent::kind).containsOnly(Kind.SHUT_DOWN);
        assertThat(events.get(0).thrown()).isEmpty();
    }

    @Test
    void doesNotReportTasksThatEndOrAreCancelled() {
        scheduler.submit(() -> {});
        scheduler.scheduleAtFixedRate(() -> {}, 1, 1, SECONDS).cancel(false);

        clock.advance(ofSeconds(1));

        assertThat(events).isEmpty();
    }

    private enum ListenerKind {
        MOVES {
            @Override
            Registration add(FakeClock clock, Runnable listener) {
                return clock.onMove(moved -> listener.run());
            }
        },
        EVENTS {
            @Override
            Registration add(FakeClock clock, Runnable listener) {
                return clock.onSchedulerEvent(event -> listener.run());
            }
        };

        abstract Registration add(FakeClock clock, Runnable listener);
    }

    @ParameterizedTest
    @EnumSource
    void aRegistrationRemovesOnlyItsOwnListener(ListenerKind kind) {
        List<String> called = new ArrayList<>();
        Runnable listener = () -> called.add("same");
        Registration first = kind.add(clock, listener);
        Registration second = kind.add(clock, listener);
        kind.add(clock, () -> called.add("other"));

        first.close();
        first.close();
        triggerEvent(kind);
        assertThat(called).containsExactly("same", "other");

        second.close();
        triggerEvent(kind);
        assertThat(called).containsExactly("same", "other", "other");
    }

    private void triggerEvent(ListenerKind kind) {
        if (kind == ListenerKind.MOVES) {
            clock.advance(ofSeconds(1));
        } else {
            clock.newScheduler().shutdown();
        }
    }

    @Test
    void refusesANullListener() {
        registration.close();

        assertThatNullPointerException()
                .isThrownBy(() -> clock.onSchedulerEvent(null))
                .withMessage("listener must not be null");
        scheduler.shutdown();
        assertThat(events).isEmpty();
    }
}
