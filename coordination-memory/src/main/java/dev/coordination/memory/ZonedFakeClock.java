// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** A view of a {@link FakeClock} in another zone. */
final class ZonedFakeClock extends Clock {

    private final FakeClock clock;
    private final ZoneId zone;

    ZonedFakeClock(FakeClock clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return clock.withZone(other);
    }

    @Override
    public String toString() {
        return clock + " in " + zone;
    }
}
