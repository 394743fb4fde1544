package dev.coordination.memory;

import org.jspecify.annotations.Nullable;

/**
 * A value and when it expires. Once it can be seen it never changes.
 *
 * @param <V> what values are
 */
final class Entry<V> {

    static final long NEVER = Long.MAX_VALUE;

    private final V value;

    /** In nanoseconds of the clock: gone from then on (C-03); {@link #NEVER} for a value without expiry. */
    private final long deadline;

    /** The record by which it is freed; null for a value without expiry. */
    private @Nullable Expiry expiry;

    Entry(V value, long deadline) {
        this.value = value;
        this.deadline = deadline;
    }

    /**
     * Returns when a TTL ends, {@link #NEVER} if that is how long it is; the clock goes no further than that the longest other
     * one fits.
     */
    static long deadline(long now, long ttlMillis) {
        return ttlMillis == NEVER ? NEVER : now + ttlMillis * 1_000_000;
    }

    V value() {
        return value;
    }

    long deadline() {
        return deadline;
    }

    boolean livesAt(long nanos) {
        return nanos < deadline;
    }

    @Nullable
    Expiry expiry() {
        return expiry;
    }

    /** Says by what this is freed, before anybody sees it. */
    void freedBy(@Nullable Expiry record) {
        expiry = record;
    }
}
