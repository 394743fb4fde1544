// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/** The entries that this process has read or loaded last, to be served while the coordination is unavailable. */
final class StaleValues {

    private static final int SLOTS = 1024;

    private final LruMap<Known> known;
    private final Clock clock;
    private final Duration maximumAge;

    /** How often keys were removed, in the slot of their hash code. Written only while the monitor is held. */
    private final AtomicIntegerArray removals = new AtomicIntegerArray(SLOTS);

    StaleValues(int maximumSize, Clock clock, Duration maximumAge) {
        this.known = new LruMap<>(maximumSize);
        this.clock = clock;
        this.maximumAge = maximumAge;
    }

    /** Returns the mark to pass to {@link #put}. Take it before the entry is read or loaded. */
    int mark(String key) {
        return removals.get(slot(key));
    }

    /** Remembers an entry, unless its key was removed since the mark was taken. */
    void put(String key, CacheEntry entry, int mark) {
        Known last = new Known(entry, clock.instant());
        synchronized (this) {
            // Another key in the slot does no harm: the entry is remembered when it is read again.
            if (mark(key) == mark) {
                known.put(key, last);
            }
        }
    }

    /** Returns the last entry of a key that has a value, or {@code null} if it is too old or there is none. */
    @Nullable
    CacheEntry get(String key) {
        Known last = known.get(key);
        return last != null && clock.instant().isBefore(last.since.plus(maximumAge)) ? last.entry : null;
    }

    synchronized void remove(String key) {
        int unused = removals.incrementAndGet(slot(key));
        known.remove(key);
    }

    private static int slot(String key) {
        return Math.floorMod(key.hashCode(), SLOTS);
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
