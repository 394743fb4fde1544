// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import java.util.concurrent.locks.StampedLock;

/**
 * A lock that many threads can share or one thread can hold exclusively. It consists of several stripes. A thread that
 * shares the lock takes the read lock of its own stripe, so that threads do not contend. A thread that holds it exclusively
 * takes the write locks of all stripes. Not reentrant.
 */
final class StripedLock {

    /** The number of stripes; a power of two. */
    static final int STRIPES = 8;

    /** Spreads threads with consecutive ids over stripes that are not adjacent in memory. */
    private static final int STRIDE = 3;

    private final StampedLock[] stripes = new StampedLock[STRIPES];

    StripedLock() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new StampedLock();
        }
    }

    /** Returns the stripe that the calling thread always uses. A thread that holds its read lock shares this lock. */
    StampedLock stripe() {
        return stripes[(int) Thread.currentThread().getId() * STRIDE & STRIPES - 1];
    }

    /** Runs an action while no other thread holds this lock. */
    void exclusively(Runnable action) {
        long[] stamps = new long[STRIPES];
        for (int i = 0; i < STRIPES; i++) {
            stamps[i] = stripes[i].writeLock();
        }
        try {
            action.run();
        } finally {
            for (int i = 0; i < STRIPES; i++) {
                stripes[i].unlockWrite(stamps[i]);
            }
        }
    }
}
