package dev.coordination.redis;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a subscription's reader heard from the server, for those who wait for an answer.
 *
 * <p>A wait ends when the answer is there, when there is nothing to wait for any more, or when not a word came for a time: a
 * server that is slow to answer because it still sends messages is not dead.
 */
final class Answers {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** How many acknowledgements came. Guarded by {@link #lock}. */
    private long count;

    /** When anything came last, as of {@link System#nanoTime}. Guarded by {@link #lock}. */
    private long heardAt = System.nanoTime();

    /** Whether acknowledgements matter to nobody any more. Guarded by {@link #lock}. */
    private boolean released;

    /** Whether nothing will come any more. Guarded by {@link #lock}. */
    private boolean over;

    /** Notes that something came, and whether it was an acknowledgement. */
    void heard(boolean acknowledgement) {
        lock.lock();
        try {
            heardAt = System.nanoTime();
            if (acknowledgement) {
                count++;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the waits for acknowledgements: the subscription is closed. */
    void release() {
        lock.lock();
        try {
            released = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends every wait: the server sends nothing any more. */
    void end() {
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether so many acknowledgements came in all, or anything else since then. */
    boolean isAlive(long wanted, long since) {
        lock.lock();
        try {
            return count >= wanted || heardAt - since > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for so many acknowledgements in all, and returns false if not a word came for a time. */
    boolean await(long wanted, long quietNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long start = System.nanoTime();
            while (count < wanted && !released && !over) {
                long left = quietLeft(start, quietNanos);
                if (left <= 0) {
                    return false;
                }
                changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing will come any more, or until not a word came for a time. */
    void awaitEnd(long since, long quietNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = quietLeft(since, quietNanos);
            while (!over && left > 0) {
                changed.awaitNanos(left);
                left = quietLeft(since, quietNanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns how much is left of a time without a word; any word since the start begins it anew. */
    private long quietLeft(long start, long quietNanos) {
        long last = heardAt - start > 0 ? heardAt : start;
        return quietNanos - (System.nanoTime() - last);
    }
}
