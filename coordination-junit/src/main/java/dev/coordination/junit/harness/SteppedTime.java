// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

import dev.coordination.junit.timeline.FakeClockBacked;
import dev.coordination.memory.FakeClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * The time control of a backend without a fake clock. Tasks run on a fake clock, and the backend follows it step by
 * step, so that each task sees the backend as it is at the task's own instant.
 */
final class SteppedTime implements TimeControl, FakeClockBacked {

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

    @Override
    public <T> T during(Duration duration, Callable<T> call) throws Exception {
        return tasks.during(duration, new BackendCall<>(call, duration, !shifted));
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
}
