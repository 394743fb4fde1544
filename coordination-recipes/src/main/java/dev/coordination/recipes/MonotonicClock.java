// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.spi.ClockedScheduler;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.ScheduledExecutorService;

/** A clock that is never set back or forward: it starts with the time of the system, and then follows its nanosecond timer. */
final class MonotonicClock extends Clock {

    private static final Clock UTC = new MonotonicClock(ZoneOffset.UTC, Instant.now(), System.nanoTime());

    private final ZoneId zone;
    private final Instant start;
    private final long startNanos;

    private MonotonicClock(ZoneId zone, Instant start, long startNanos) {
        this.zone = zone;
        this.start = start;
        this.startNanos = startNanos;
    }

    /** Returns the clock that a recipe follows if none is set: that of its scheduler, if it has one. */
    static Clock defaultFor(ScheduledExecutorService scheduler) {
        return scheduler instanceof ClockedScheduler clocked ? clocked.clock() : UTC;
    }

    /** Returns a clock that nobody can set. */
    static Clock utc() {
        return UTC;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new MonotonicClock(other, start, startNanos);
    }
}
