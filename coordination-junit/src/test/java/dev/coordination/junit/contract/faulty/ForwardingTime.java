// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.junit.harness.TimeControl;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;

/** A time control that is another one, to be made wrong in one place. */
class ForwardingTime implements TimeControl {

    final TimeControl to;

    ForwardingTime(TimeControl to) {
        this.to = to;
    }

    @Override
    public void advance(Duration duration) {
        to.advance(duration);
    }

    @Override
    public <T> T during(Duration duration, Callable<T> call) throws Exception {
        return to.during(duration, call);
    }

    @Override
    public ScheduledExecutorService scheduler() {
        return to.scheduler();
    }

    @Override
    public ScheduledExecutorService newScheduler(String node) {
        return to.newScheduler(node);
    }

    @Override
    public Clock clock() {
        return to.clock();
    }

    @Override
    public Duration unit() {
        return to.unit();
    }
}
