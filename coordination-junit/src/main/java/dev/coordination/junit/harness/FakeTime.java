// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

import dev.coordination.junit.timeline.FakeClockBacked;
import dev.coordination.memory.FakeClock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The time control of a fake clock.
 *
 * @param isExact whether the backend has no other clock
 */
record FakeTime(FakeClock clock, Duration unit, boolean isExact) implements TimeControl, FakeClockBacked {

    @Override
    public FakeClock fakeClock() {
        return clock;
    }

    @Override
    public void advance(Duration duration) {
        clock.advance(duration);
    }

    @Override
    public <T> T during(Duration duration, Callable<T> call) throws Exception {
        return clock.during(duration, isExact ? call : new BackendCall<>(call, duration, false));
    }

    @Override
    public ScheduledExecutorService scheduler() {
        return clock.scheduler();
    }

    @Override
    public ScheduledExecutorService newScheduler(String node) {
        return clock.newScheduler(node);
    }
}
