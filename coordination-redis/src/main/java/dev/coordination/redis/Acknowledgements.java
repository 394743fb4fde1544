// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Counts the commands of a subscription that the server has answered, and lets threads wait for the answers.
 *
 * <p>A wait ends when the answer has arrived, when it is no longer needed, or when nothing at all has arrived on the link for
 * some time. A server that is slow to answer because it is still sending messages is given ten times as long.
 */
final class Acknowledgements {

    /** How long a wait may last at most, as a multiple of the time for which nothing may arrive. */
    private static final int LONGEST_WAIT = 10;

    private final LongSupplier lastArrival;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** How many answers were requested. Guarded by {@link #lock}. */
    private long asked;

    /** How many answers have arrived. Guarded by {@link #lock}. */
    private long count;

    /** Whether answers are no longer needed. Guarded by {@link #lock}. */
    private boolean released;

    /** Whether nothing more will arrive. Guarded by {@link #lock}. */
    private boolean ended;

    /**
     * Creates a counter.
     *
     * @param lastArrival returns when anything last arrived, according to {@link System#nanoTime}
     */
    Acknowledgements(LongSupplier lastArrival) {
        this.lastArrival = lastArrival;
    }

    /**
     * Announces a command that is not sent yet.
     *
     * @return how many answers there are when this command has been answered, or one that was announced after it
     */
    long ask() {
        lock.lock();
        try {
            return ++asked;
        } finally {
            lock.unlock();
        }
    }

    /** Records that a command was answered. */
    void arrived() {
        lock.lock();
        try {
            count++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waits for answers, because the subscription is being closed. */
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
     * Waits for {@code wanted} answers in total.
     *
     * @return false if nothing has arrived for {@code quietNanos}, or the answers have not arrived for ten times as long
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

    /** Waits until nothing more will arrive, or as long as {@link #await} does. */
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

    /** Returns how long a wait may still last; the time starts over whenever something arrives, but not forever. */
    private long quietLeft(long start, long quietNanos) {
        long now = System.nanoTime();
        long last = lastArrival.getAsLong();
        long quietLeft = quietNanos - (now - (last - start > 0 ? last : start));
        return Math.min(quietLeft, LONGEST_WAIT * quietNanos - (now - start));
    }
}
