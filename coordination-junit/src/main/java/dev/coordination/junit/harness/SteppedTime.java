// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

import dev.coordination.Arguments;
import dev.coordination.junit.timeline.FakeClockBacked;
import dev.coordination.memory.FakeClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The time control of a backend without a fake clock. Tasks run on a fake clock, and the backend follows it step by
 * step, so that each task sees the backend as it is at the task's own instant.
 */
final class SteppedTime implements TimeControl, FakeClockBacked {

    private static final long LOOK_FOR_TASKS_MILLIS = 10;

    private final Duration unit;
    private final boolean shifted;
    private final FakeClock tasks = FakeClock.create();
    private final Instant start = tasks.instant();

    /**
     * Creates a time control.
     *
     * @param passage makes time pass on the backend
     * @param shifted whether {@code passage} takes no real time, so that the backend gets ahead of this machine's clock
     */
    SteppedTime(Duration unit, Consumer<? super Duration> passage, boolean shifted) {
        this.unit = Follower.unit(unit);
        this.shifted = shifted;
        tasks.onMove(new Follower(passage));
    }

    @Override
    public FakeClock fakeClock() {
        return tasks;
    }

    @Override
    public boolean isExact() {
        return false;
    }

    @Override
    public void advance(Duration duration) {
        tasks.advance(duration);
    }

    /** A call that waits does so in real time, while entries on the backend age. */
    @Override
    public <T> T during(Duration duration, Callable<T> call) throws Exception {
        checkNotNegative(duration);
        FutureTask<T> running = new FutureTask<>(call);
        Thread thread = new Thread(running, "coordination-during");
        thread.setDaemon(true);
        thread.start();
        try {
            advance(duration);
            return resultOf(running);
        } catch (ExecutionException e) {
            throw asThrown(e);
        } finally {
            running.cancel(true);
        }
    }

    /**
     * Returns the result of a call. Runs any tasks that the call submits after the time has passed, since it may wait
     * for them.
     */
    private <T> T resultOf(FutureTask<T> running) throws InterruptedException, ExecutionException {
        while (true) {
            try {
                return running.get(LOOK_FOR_TASKS_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                tasks.advance(Duration.ZERO);
            }
        }
    }

    private static Exception asThrown(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof Exception exception ? exception : e;
    }

    @Override
    public ScheduledExecutorService scheduler() {
        return tasks.scheduler();
    }

    @Override
    public ScheduledExecutorService newScheduler(String node) {
        return tasks.newScheduler(node);
    }

    @Override
    public Clock clock() {
        Clock system = Clock.systemUTC();
        return shifted ? new ShiftedClock(system, () -> Duration.between(start, tasks.instant())) : system;
    }

    @Override
    public boolean isRealTime() {
        return !shifted;
    }

    @Override
    public Duration unit() {
        return unit;
    }

    private static void checkNotNegative(Duration duration) {
        if (Arguments.notNull(duration, "duration").isNegative()) {
            throw new IllegalArgumentException("duration must not be negative, but was " + duration);
        }
    }
}
