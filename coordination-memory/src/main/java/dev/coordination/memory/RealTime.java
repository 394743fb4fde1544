// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import java.time.Clock;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Real, monotonic time since this object was created. Changes to the computer's clock affect only {@link #clock}.
 */
final class RealTime extends TimeSource {

    private final LongSupplier nanoTime;
    private final ThreadFactory reaperThreads;
    private final long origin;

    RealTime() {
        this(System::nanoTime, BackgroundReaper::daemon);
    }

    /**
     * @param nanoTime a monotonic source of nanoseconds with any origin, as {@link System#nanoTime} is
     * @param reaperThreads creates the threads that free expired entries
     */
    RealTime(LongSupplier nanoTime, ThreadFactory reaperThreads) {
        this.nanoTime = nanoTime;
        this.reaperThreads = reaperThreads;
        this.origin = nanoTime.getAsLong();
    }

    @Override
    long nanos() {
        return nanoTime.getAsLong() - origin;
    }

    @Override
    boolean await(Lock held, Condition condition, BooleanSupplier done, long deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        while (!done.getAsBoolean()) {
            long left = deadline - nanos();
            if (left <= 0) {
                return false;
            }
            long unusedLeft = condition.awaitNanos(left); // After a spurious wake-up, the loop continues.
        }
        return true;
    }

    @Override
    Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    Reaper reaper(Expiring expiring) {
        return new BackgroundReaper(expiring, reaperThreads);
    }

    @Override
    public String toString() {
        return "in real time";
    }
}
