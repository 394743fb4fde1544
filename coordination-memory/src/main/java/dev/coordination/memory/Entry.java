package dev.coordination.memory;

/**
 * A value and when it expires.
 *
 * @param value the value
 * @param deadline in nanoseconds of the clock: gone from then on (C-03); {@link #NEVER} for a value without expiry
 */
record Entry<V>(V value, long deadline) {

    static final long NEVER = Long.MAX_VALUE;

    boolean livesAt(long nanos) {
        return nanos < deadline;
    }
}
