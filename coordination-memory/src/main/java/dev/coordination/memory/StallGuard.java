// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Limits how long, in real time, a thread may wait while nobody moves the clock. Thread-safe. */
final class StallGuard {

    private final Duration length;
    private final long nanos;
    private final LongSupplier nanoTime;

    /** When the clock last moved. */
    private volatile long lastMove;

    StallGuard(Duration length) {
        this(length, System::nanoTime);
    }

    StallGuard(Duration length, LongSupplier nanoTime) {
        this.length = length;
        this.nanoTime = nanoTime;
        this.lastMove = nanoTime.getAsLong();
        this.nanos = length.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? length.toNanos() : Long.MAX_VALUE;
    }

    Duration length() {
        return length;
    }

    /** Records that the clock has moved. */
    void moved() {
        lastMove = now();
    }

    /** Returns the current time, from which a wait that begins now is counted. */
    long now() {
        return nanoTime.getAsLong();
    }

    /** Returns how many nanoseconds are left for a wait, counted from its beginning or the last move, whichever is later. */
    long leftSinceMove(long began) {
        long move = lastMove;
        return left(move - began > 0 ? move : began);
    }

    /** Returns how many nanoseconds are left for a wait, counted from its beginning. */
    long left(long began) {
        return nanos - (now() - began);
    }

    /** Returns a phrase for the length, such as "10 s of real time". */
    @Override
    public String toString() {
        long millis = length.toMillis();
        return (millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms") + " of real time";
    }
}
