// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import dev.coordination.CounterOverflowException;
import dev.coordination.NotACounterException;
import dev.coordination.SharedCache;
import java.time.Duration;

/** Counts permits under a key, which expires some time after the first of them. */
final class PermitCounter {

    private final SharedCache cache;
    private final String key;
    private final Duration ttl;

    PermitCounter(SharedCache cache, String key, Duration ttl) {
        this.cache = cache;
        this.key = key;
        this.ttl = ttl;
    }

    String key() {
        return key;
    }

    /** Adds permits, and returns their number. */
    long add(int permits) {
        try {
            return checked(cache.increment(key, permits, ttl) - permits) + permits;
        } catch (CounterOverflowException e) { // Far more than any limit.
            return Long.MAX_VALUE;
        }
    }

    /** Returns the number of permits; zero if the key has expired. */
    long count() {
        return checked(cache.getText(key).map(this::parse).orElse(0L));
    }

    private long parse(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new NotACounterException(
                    "key " + Arguments.quoted(key) + " holds no number of permits (E-20), but "
                            + Arguments.quoted(text),
                    e);
        }
    }

    private long checked(long count) {
        if (count < 0) {
            throw new NotACounterException(
                    "key " + Arguments.quoted(key) + " holds no number of permits (E-20), but " + count);
        }
        return count;
    }

    static int limit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, but was " + limit);
        }
        return limit;
    }

    static void permits(int permits, int limit) {
        if (permits < 1 || permits > limit) {
            throw new IllegalArgumentException(
                    "permits must be from 1 to the limit, " + limit + " (E-20), but was " + permits);
        }
    }
}
