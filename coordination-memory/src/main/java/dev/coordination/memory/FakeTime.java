// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/** The time of a {@link FakeClock}, which passes only when a test moves the clock. */
final class FakeTime extends TimeSource {

    private final FakeClock clock;
    private final Advancer advancer;

    FakeTime(FakeClock clock, Advancer advancer) {
        this.clock = clock;
        this.advancer = advancer;
    }

    @Override
    long nanos() {
        return advancer.nanos(); // Bypasses the clock for speed, because every call on a backend reads the time.
    }

    @Override
    boolean await(Lock held, Condition condition, BooleanSupplier done, long deadline) throws InterruptedException {
        return clock.waiters().await(held, condition, done, deadline);
    }

    @Override
    Duration guard() {
        return clock.waiters().guard().length();
    }

    @Override
    FakeClock clock() {
        return clock;
    }

    @Override
    Reaper reaper(Expiring expiring) {
        return new FakeClockReaper(clock, expiring);
    }

    @Override
    public String toString() {
        return "at " + clock.instant();
    }
}
