// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.races;

import java.time.Duration;
import java.util.Optional;

/**
 * How long the TTLs of a race are.
 *
 * @param unit that of {@link Ttl#SHORT}
 * @param medium that of {@link Ttl#MEDIUM}
 * @param lasting that of {@link Ttl#LONG}
 */
public record Ttls(Duration unit, Duration medium, Duration lasting) {

    /** Returns which TTL a key was given in the round. */
    String given(Optional<Duration> remaining) {
        return remaining
                .map(left -> (left.compareTo(medium) > 0 ? Ttl.LONG : Ttl.MEDIUM).toString())
                .orElse("no TTL");
    }
}
