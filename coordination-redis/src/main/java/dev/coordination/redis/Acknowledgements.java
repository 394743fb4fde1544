// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the acknowledgements that a subscription receives, and lets threads wait for them.
 *
 * <p>A wait ends when the acknowledgement has arrived, when it is no longer needed, or when nothing at all has arrived for
 * some time. A server that is slow to answer because it is still sending messages does not count as dead.
 */
final class Acknowledgements {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** How many acknowledgements have arrived. Guarded by {@link #lock}. */
    private long count;

    /** When anything last arrived, according to {@link System#nanoTime}. Guarded by {@link #lock}. */
    private long lastArrival = System.nanoTime();

    /** Whether acknowledgements are no longer needed. Guarded by {@link #lock}. */
    private boolean released;

    /** Whether nothing more will arrive. Guarded by {@link #lock}. */
    private boolean ended;

    /** Records that something has arrived, and whether it was an acknowledgement. */
    void arrived(boolean acknowledgement) {
        lock.lock();
        try {
            lastArrival = System.nanoTime();
            if (acknowledgement) {
                count++;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waits for acknowledgements, because the subscription is being closed. */
    void release() {
        lock.lock();
        try {
            released = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends every wait, because the server will send nothing more. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns whether {@code wanted} acknowledgements have arrived in total, or anything at all has arrived since the given
     * time.
     */
    boolean isAlive(long wanted, long since) {
        lock.lock();
        try {
            return count >= wanted || lastArrival - since > 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for {@code wanted} acknowledgements in total.
     *
     * @return false if nothing has arrived for {@code quietNanos}
     */
    boolean await(long wanted, long quietNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long start = System.nanoTime();
            while (count < wanted && !released && !ended) {
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

    /** Waits until nothing more will arrive, or nothing has arrived for {@code quietNanos}. */
    void awaitEnd(long since, long quietNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = quietLeft(since, quietNanos);
            while (!ended && left > 0) {
                changed.awaitNanos(left);
                left = quietLeft(since, quietNanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns how long a wait may still last; the time starts over whenever something arrives. */
    private long quietLeft(long start, long quietNanos) {
        long last = lastArrival - start > 0 ? lastArrival : start;
        return quietNanos - (System.nanoTime() - last);
    }
}
