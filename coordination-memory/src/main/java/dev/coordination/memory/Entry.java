// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import org.jspecify.annotations.Nullable;

/**
 * A value and its deadline. Immutable once it is in a map.
 *
 * @param <V> the type of the value
 */
final class Entry<V> {

    static final long NEVER = Long.MAX_VALUE;

    private final V value;

    /** When the entry expires (C-03), in nanoseconds of the backend's time; {@link #NEVER} if it has no expiry. */
    private final long deadline;

    /** Null if the entry has no expiry. */
    private @Nullable Expiry expiry;

    Entry(V value, long deadline) {
        this.value = value;
        this.deadline = deadline;
    }

    /** Returns when a TTL ends, or {@link #NEVER} if it never does. Does not overflow, because clocks stop early enough. */
    static long deadline(long now, long ttlMillis) {
        return ttlMillis == NEVER ? NEVER : now + ttlMillis * 1_000_000;
    }

    V value() {
        return value;
    }

    long deadline() {
        return deadline;
    }

    /** Returns whether the entry is still live at an instant. This is the only place where expiry is decided (C-03). */
    boolean livesAt(long nanos) {
        return nanos < deadline;
    }

    @Nullable
    Expiry expiry() {
        return expiry;
    }

    /** Sets the record by which this entry is freed. Called before other threads can see the entry. */
    void setExpiry(Expiry record) {
        expiry = record;
    }
}
