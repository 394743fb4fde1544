// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.races;

import java.time.Duration;
import java.util.Locale;

/** A TTL in a race. */
public enum Ttl {
    /** One unit, so that it expires when a race lets a unit of time pass. */
    SHORT,
    /** Outlasts a race. */
    MEDIUM,
    /** More than twice as long as {@link #MEDIUM}. */
    LONG;

    Duration of(Round round) {
        return switch (this) {
            case SHORT -> round.ttls().unit();
            case MEDIUM -> round.ttls().medium();
            case LONG -> round.ttls().lasting();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT) + " TTL";
    }
}
