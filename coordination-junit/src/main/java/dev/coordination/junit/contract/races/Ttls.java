// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.races;

import java.time.Duration;
import java.util.Optional;

/**
 * The lengths of the TTLs in a race.
 *
 * @param unit the length of {@link Ttl#SHORT}
 * @param medium the length of {@link Ttl#MEDIUM}
 * @param lasting the length of {@link Ttl#LONG}
 */
public record Ttls(Duration unit, Duration medium, Duration lasting) {

    /** Returns which TTL a key was given in the round. */
    String given(Optional<Duration> remaining) {
        return remaining
                .map(left -> (left.compareTo(medium) > 0 ? Ttl.LONG : Ttl.MEDIUM).toString())
                .orElse("no TTL");
    }
}
