// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.CoordinationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The lock that a thread holds while it moves a fake clock and runs the tasks that fall due. Reentrant, because a task may move
 * the clock itself.
 */
final class AdvanceLock {

    private final StallGuard guard;
    private final OwnedLock lock = new OwnedLock();

    /** A lock that exposes its owner, for messages. */
    private static final class OwnedLock extends ReentrantLock {

        private static final long serialVersionUID = 1L;

        @Nullable
        Thread owner() {
            return getOwner();
        }
    }

    AdvanceLock(StallGuard guard) {
        this.guard = guard;
    }

    /**
     * Acquires the lock, immediately if no other thread holds it.
     *
     * @throws StalledClockException if another thread holds it for the length of the {@link StallGuard} without moving
     *     the clock
     * @throws CoordinationException if the thread is interrupted before or while it waits; the interrupt status stays set
     */
    void lock() {
        if (!lock.tryLock()) {
            awaitLock();
        }
    }

    private void awaitLock() {
        long began = guard.now();
        try {
            for (long left = guard.leftSinceMove(began); left > 0; left = guard.leftSinceMove(began)) {
                if (lock.tryLock(left, TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CoordinationException(
                    "interrupted while waiting to move the clock, which " + describeHolder(), e);
        }
        throw new StalledClockException("waited " + guard + " to move the clock, which " + describeHolder()
                + ": a task or listener that it runs must not wait for another thread to move the clock, but may move the clock"
                + " itself");
    }

    private String describeHolder() {
        Thread thread = lock.owner(); // Null for a moment while the lock passes to another thread.
        return thread == null ? "another thread is moving" : "thread " + thread.getName() + " is moving";
    }

    void unlock() {
        lock.unlock();
    }

    /** Returns whether a thread is waiting for this lock. */
    boolean hasQueuedThreads() {
        return lock.hasQueuedThreads();
    }

    /** Returns whether the current thread holds this lock. */
    boolean isHeldByCurrentThread() {
        return lock.isHeldByCurrentThread();
    }
}
