// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.Test;

/** Tests waits that a fake scheduler ends while nobody moves the clock, and the futures that the scheduler returns. */
class SchedulerWaitTest {

    private final FakeClock clock = FakeClock.create();
    private final ScheduledExecutorService scheduler = clock.scheduler();
    private final List<String> ran = new ArrayList<>();

    /** Starts a call, and returns once the call is waiting on the clock. */
    private <T> FutureTask<T> waiting(Callable<T> call) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "scheduler-wait-test");
        thread.setDaemon(true);
        thread.start();
        clock.awaitWaiters(1);
        return task;
    }

    private static <T> T resultOf(FutureTask<T> task) throws Exception {
        // Less than the stall guard, so that a thread that is not woken fails the test.
        return task.get(5, SECONDS);
    }

    @Test
    void shutdownWithoutTasksEndsAwaitTermination() throws Exception {
        FutureTask<Boolean> wait = waiting(() -> scheduler.awaitTermination(1, HOURS));

        scheduler.shutdown();

        assertThat(resultOf(wait)).isTrue();
    }

    @Test
    void shutdownNowEndsAwaitTermination() throws Exception {
        ScheduledFuture<?> task = scheduler.schedule(() -> ran.add("task"), 1, SECONDS);
        FutureTask<Boolean> wait = waiting(() -> scheduler.awaitTermination(1, HOURS));

        assertThat(scheduler.shutdownNow()).containsExactly((Runnable) task);

        assertThat(resultOf(wait)).isTrue();
    }

    @Test
    void theEndOfTheLastTaskEndsAwaitTermination() throws Exception {
        ScheduledFuture<?> task = scheduler.schedule(() -> ran.add("task"), 1, SECONDS);
        scheduler.shutdown();
        FutureTask<Boolean> wait = waiting(() -> scheduler.awaitTermination(1, HOURS));

        task.cancel(true);

        assertThat(resultOf(wait)).isTrue();
        assertThat(ran).isEmpty();
    }

    @Test
    void awaitTerminationEndsAtItsTimeout() throws Exception {
        scheduler.schedule(() -> ran.add("task"), 1, HOURS);
        scheduler.shutdown();

        assertThat(clock.during(ofSeconds(1), () -> scheduler.awaitTermination(1, SECONDS)))
                .isFalse();
        assertThat(clock.during(ofHours(1), () -> scheduler.awaitTermination(1, HOURS)))
                .isTrue();
    }

    @Test
    void cancellingATaskEndsTheWaitForIt() throws Exception {
        ScheduledFuture<?> task = scheduler.schedule(() -> ran.add("task"), 1, SECONDS);
        FutureTask<Object> wait = waiting(task::get);

        task.cancel(false);

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> resultOf(wait))
                .withCauseExactlyInstanceOf(CancellationException.class);
    }

    @Test
    void aCancelledTaskDoesNotDelayTermination() {
        ScheduledFuture<?> task = scheduler.schedule(() -> ran.add("task"), 1, SECONDS);

        task.cancel(false);

        assertThat(scheduler.shutdownNow()).isEmpty();
        assertThat(scheduler.isTerminated()).isTrue();
    }

    @Test
    void submitReturnsTheFutureOfTheTask() throws Exception {
        Future<?> runnable = scheduler.submit((Runnable) () -> ran.add("runnable"));
        Future<String> result = scheduler.submit(() -> ran.add("with result"), "result");
        Future<String> callable = scheduler.submit(() -> "called");
        ScheduledFuture<?> repeated = scheduler.scheduleWithFixedDelay(() -> ran.add("again"), 0, 1, SECONDS);

        clock.advance(ZERO);
        repeated.cancel(false);
        clock.advance(ofSeconds(5));

        assertThat(runnable.get()).isNull();
        assertThat(result.get()).isEqualTo("result");
        assertThat(callable.get()).isEqualTo("called");
        assertThat(ran).containsExactly("runnable", "with result", "again");
    }

    @Test
    void invokeAllCancelsTasksThatMissTheTimeout() throws Exception {
        List<Future<Boolean>> futures = scheduler.invokeAll(List.of(() -> ran.add("late")), 0, SECONDS);

        assertThat(futures).singleElement().matches(Future::isCancelled);
        clock.advance(ofSeconds(1));
        assertThat(ran).isEmpty();
    }

    @Test
    void invokeAllContinuesAfterATaskThatThrows() throws Exception {
        Callable<String> throwing = () -> {
            throw new IllegalStateException("on purpose");
        };

        List<Future<String>> futures =
                clock.during(ofSeconds(1), () -> scheduler.invokeAll(List.of(throwing, () -> "after it"), 1, SECONDS));

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> futures.get(0).get())
                .withMessageContaining("on purpose");
        assertThat(futures.get(1).get()).isEqualTo("after it");
    }

    @Test
    void toStringNamesTheSchedulerAndTheDueTime() {
        assertThat(scheduler).hasToString("scheduler 1 of " + clock);
        assertThat(scheduler.schedule(() -> ran.add("task"), 1, SECONDS).toString())
                .endsWith(" due at " + clock.instant().plusSeconds(1));
    }
}
