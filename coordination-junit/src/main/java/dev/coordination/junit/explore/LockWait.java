// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.lang.management.LockInfo;
import java.lang.management.ThreadInfo;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.StampedLock;

/** Recognizes threads that wait for a lock. */
final class LockWait {

    private static final String LOCKS = "java.util.concurrent.locks.";

    private LockWait() {}

    /** Returns whether a thread waits for a lock: one that has an owner, or one that several may have at once. */
    static boolean isIn(ThreadInfo info) {
        return info.getLockOwnerId() != -1 || hasNoOwner(info);
    }

    /** Returns whether a thread waits for a lock whose owner is not known, because several may have it at once. */
    static boolean hasNoOwner(ThreadInfo info) {
        LockInfo lock = info.getLockInfo();
        if (lock == null || info.getLockOwnerId() != -1 || info.getThreadState() != Thread.State.WAITING) {
            return false;
        }
        String name = lock.getClassName();
        return name.startsWith(LOCKS + "ReentrantReadWriteLock$")
                || name.equals(LOCKS + "StampedLock")
                || name.startsWith("java.util.concurrent.Semaphore$");
    }

    /**
     * Returns whether somebody has the lock without an owner for which a thread waits. If nobody has it, the thread is about to go
     * on, although it still looks as if it waited.
     */
    static boolean isTaken(Thread thread) {
        Object lock = LockSupport.getBlocker(thread);
        if (lock instanceof StampedLock stamped) {
            return stamped.isWriteLocked() || stamped.isReadLocked();
        }
        if (lock == null) {
            return false;
        }
        boolean zero = lock.toString().contains("[State = 0,");
        return lock.getClass().getName().startsWith(LOCKS) != zero;
    }
}
