// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/** The time of a {@link FakeClock}, which passes only when a test moves the clock. */
final class FakeTime implements TimeSource {

    private final FakeClock clock;
    private final Advancer advancer;

    FakeTime(FakeClock clock, Advancer advancer) {
        this.clock = clock;
        this.advancer = advancer;
    }

    @Override
    public long nanos() {
        return advancer.nanos(); // Not by way of the clock: every call on a backend reads the time.
    }

    @Override
    public boolean await(Lock held, Condition condition, BooleanSupplier done, long deadline)
            throws InterruptedException {
        return clock.waiters().await(held, condition, done, deadline);
    }

    @Override
    public Duration guard() {
        return clock.waiters().guard().length();
    }

    @Override
    public FakeClock clock() {
        return clock;
    }

    @Override
    public Reaper reaper(Expiring expiring) {
        return new FakeClockReaper(clock, expiring);
    }

    @Override
    public String toString() {
        return "at " + clock.instant();
    }
}
