// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/**
 * The time of a backend, which everything that expires and every timed wait follows (T-01).
 *
 * <p>Implementations are thread-safe. This is a class rather than an interface, because compiled code calls it without a
 * type check where only one subclass is loaded.
 */
abstract class TimeSource {

    /** Returns the nanoseconds since the origin of this source; never negative, and never decreasing. */
    abstract long nanos();

    /**
     * Returns the value that {@link #nanos} will have after a duration, capped at {@link Long#MAX_VALUE}. A negative
     * duration counts as zero.
     */
    long nanosAfter(Duration duration) {
        long now = nanos();
        if (duration.compareTo(Duration.ofNanos(Long.MAX_VALUE - now)) >= 0) {
            return Long.MAX_VALUE;
        }
        return duration.isNegative()
                ? now
                : now + duration.toNanos(); // A very negative duration does not fit in nanoseconds.
    }

    /**
     * Waits, with {@code held} held by the caller, until {@code done} is true or the deadline has passed.
     *
     * @param condition a condition of {@code held}, which the thread that makes {@code done} true signals
     * @param deadline a value of {@link #nanos}; {@link Long#MAX_VALUE} waits without a timeout
     * @return whether {@code done} is true
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    abstract boolean await(Lock held, Condition condition, BooleanSupplier done, long deadline)
            throws InterruptedException;

    /** Returns how long, in real time, the backend waits for other threads before it reports that they make no progress. */
    Duration guard() {
        return Duration.ofSeconds(10);
    }

    /** Returns the clock that shows this time. */
    abstract Clock clock();

    /** Returns a new reaper, not yet started, that frees expired entries as this time passes. */
    abstract Reaper reaper(Expiring expiring);

    /** Returns a phrase that describes this time and can follow a noun, such as "in real time". */
    @Override
    public abstract String toString();
}
