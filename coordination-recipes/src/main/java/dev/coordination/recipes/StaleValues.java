// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The entries that this process has read or loaded last, to be served while the coordination is unavailable. */
final class StaleValues {

    private final LruMap<Known> known;
    private final Clock clock;
    private final Duration maximumAge;

    StaleValues(int maximumSize, Clock clock, Duration maximumAge) {
        this.known = new LruMap<>(maximumSize);
        this.clock = clock;
        this.maximumAge = maximumAge;
    }

    void put(String key, CacheEntry entry) {
        known.put(key, new Known(entry, clock.instant()));
    }

    /** Returns the last entry of a key that has a value, or {@code null} if it is too old or there is none. */
    @Nullable
    CacheEntry get(String key) {
        Known last = known.get(key);
        return last != null && clock.instant().isBefore(last.since.plus(maximumAge)) ? last.entry : null;
    }

    void remove(String key) {
        known.remove(key);
    }

    /** An entry, and when it was read or loaded. */
    private static final class Known {

        final CacheEntry entry;
        final Instant since;

        Known(CacheEntry entry, Instant since) {
            this.entry = entry;
            this.since = since;
        }
    }
}
