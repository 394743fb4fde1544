// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;

/** A clock that is ahead of another by the total shift so far. */
final class ShiftedClock extends Clock {

    private final Clock base;
    private final Supplier<Duration> shift;

    ShiftedClock(Clock base, Supplier<Duration> shift) {
        this.base = base;
        this.shift = shift;
    }

    @Override
    public Instant instant() {
        return base.instant().plus(shift.get());
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new ShiftedClock(base.withZone(zone), shift);
    }

    @Override
    public String toString() {
        return base + " shifted by " + shift.get();
    }
}
