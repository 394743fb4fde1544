package dev.coordination.memory;

/**
 * A value and when it expires.
 *
 * @param value the value
 * @param deadline in nanoseconds of the clock: gone from then on (C-03); {@link #NEVER} for a value without expiry
 */
record Entry<V>(V value, long deadline) {

    static final long NEVER = Long.MAX_VALUE;

    /** Returns when a TTL ends; the clock goes no further than that the longest one fits. */
    static long deadline(long now, long ttlMillis) {
        return now + ttlMillis * 1_000_000;
    }

    boolean livesAt(long nanos) {
        return nanos < deadline;
    }
}
