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

    /** Returns whether a thread waits for a lock, whether or not the JVM knows the owner of the lock. */
    static boolean isIn(ThreadInfo info) {
        return info.getLockOwnerId() != -1 || hasNoOwner(info);
    }

    /** Returns whether a thread waits for a lock of which the JVM knows no owner, such as a semaphore. */
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

    /** Returns whether the lock for which a thread waits is one that nobody holds. Whether a semaphore is free is not known. */
    static boolean isFree(Thread thread) {
        Object lock = LockSupport.getBlocker(thread);
        return lock != null && lock.getClass().getName().startsWith(LOCKS) && !isTaken(thread);
    }

    /**
     * Returns whether the lock without a known owner, for which a thread waits, is held by any thread. If it is not, the waiting
     * thread is about to continue, although it still appears to wait.
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
