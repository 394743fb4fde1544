// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.concurrent.atomic.AtomicLong;

/** Tells whether a write takes too long. One thread writes at a time, and one other thread asks at regular intervals. */
final class WriteWatch {

    /** How often a write has begun or ended: an odd number while one is going on. */
    private final AtomicLong changes = new AtomicLong();

    /** The number of changes at the previous call of {@link #isStuck}. */
    private long seen;

    void begin() {
        changes.incrementAndGet();
    }

    void end() {
        changes.incrementAndGet();
    }

    /** Returns whether a write is going on that was going on when this was called before. */
    boolean isStuck() {
        long now = changes.get();
        boolean isSame = now == seen;
        seen = now;
        return isSame && now % 2 == 1;
    }
}
