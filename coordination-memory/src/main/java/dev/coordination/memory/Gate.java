package dev.coordination.memory;

import java.util.concurrent.locks.StampedLock;

/**
 * Lets through all who change one entry, or one alone who needs all entries as they are at one moment. A lock that is shared,
 * in several pieces: who shares it takes one, so that threads do not meet at it, who wants it alone takes all.
 */
final class Gate {

    private final StampedLock[] lanes = new StampedLock[Lanes.COUNT];

    Gate() {
        for (int i = 0; i < Lanes.COUNT; i++) {
            lanes[i] = new StampedLock();
        }
    }

    /** Returns the lock whose read lock the calling thread holds to share this. */
    StampedLock lane() {
        return lanes[Lanes.own()];
    }

    /** Does something while nobody shares this; not to be called by who does. */
    void alone(Runnable work) {
        long[] stamps = new long[Lanes.COUNT];
        for (int i = 0; i < Lanes.COUNT; i++) {
            stamps[i] = lanes[i].writeLock();
        }
        try {
            work.run();
        } finally {
            for (int i = 0; i < Lanes.COUNT; i++) {
                lanes[i].unlockWrite(stamps[i]);
            }
        }
    }
}
