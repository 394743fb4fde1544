// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.junit.harness.TimeControl;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;

/** A time control that forwards every call to another. */
public class ForwardingTime implements TimeControl {

    final TimeControl delegate;

    public ForwardingTime(TimeControl delegate) {
        this.delegate = delegate;
    }

    @Override
    public void advance(Duration duration) {
        delegate.advance(duration);
    }

    @Override
    public <T> T during(Duration duration, Callable<T> call) throws Exception {
        return delegate.during(duration, call);
    }

    @Override
    public ScheduledExecutorService scheduler() {
        return delegate.scheduler();
    }

    @Override
    public ScheduledExecutorService newScheduler(String node) {
        return delegate.newScheduler(node);
    }

    @Override
    public Clock clock() {
        return delegate.clock();
    }

    @Override
    public boolean isRealTime() {
        return delegate.isRealTime();
    }

    @Override
    public Duration unit() {
        return delegate.unit();
    }
}
