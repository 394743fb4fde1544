// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that loses time against another one. */
final class LateClock extends Clock {

    private final Clock clock;
    private final Instant start;
    private final int shown;
    private final int of;

    /** Creates a clock that shows the passing of some seconds while more have passed, such as 2 of 3. */
    LateClock(Clock clock, int shown, int of) {
        this.clock = clock;
        this.start = clock.instant();
        this.shown = shown;
        this.of = of;
    }

    @Override
    public Instant instant() {
        Duration passed = Duration.between(start, clock.instant());
        return start.plus(passed.multipliedBy(shown).dividedBy(of));
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("zones");
    }
}
