package dev.coordination.memory;

import dev.coordination.CoordinationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Decides which thread moves a fake clock. A thread has the turn while it moves the clock and runs the tasks that fall due;
 * those may move the clock again.
 */
final class Turn {

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

    Turn(StallGuard guard) {
        this.guard = guard;
    }

    /**
     * Takes the turn, at once if no other thread has it.
     *
     * @throws StalledClockException if another thread keeps it for the guard's length without moving the clock
     * @throws CoordinationException if the thread is interrupted before or while it waits; the interrupt flag stays set
     */
    void take() {
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
            throw new CoordinationException("interrupted while waiting to move the clock, which " + holderInWords(), e);
        }
        throw new StalledClockException("waited " + guard + " to move the clock, which " + holderInWords()
                + ": a task or listener that it runs must not wait for another thread to move the clock, but may move the clock"
                + " itself");
    }

    private String holderInWords() {
        Thread thread = lock.owner(); // Null for a moment while the turn passes to another thread.
        return thread == null ? "another thread is moving" : "thread " + thread.getName() + " is moving";
    }

    void end() {
        lock.unlock();
    }

    /** Returns whether a thread waits for its turn. */
    boolean isAwaited() {
        return lock.hasQueuedThreads();
    }

    /** Returns whether the current thread has the turn. */
    boolean isMine() {
        return lock.isHeldByCurrentThread();
    }
}
