// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The expiry records of a backend, earliest first. A cancelled record is dropped when it reaches the head of the queue, and all
 * cancelled records are dropped each time the queue has doubled in size.
 *
 * <p>Thread-safe. Lock order: the {@link StripedLock}, a key of a map, then this monitor, then the lock of a {@link Reaper}.
 */
final class ExpiryQueue {

    /** The number of records that the queue may hold without being swept, even if all of them are cancelled. */
    static final int SPARE = 64;

    /** The number of records that one pass may read for each record that has already been removed. */
    private static final int RECORDS_PER_PASS = 16;

    private final Reaper reaper;

    /** Guarded by this monitor. */
    private PriorityQueue<Expiry> queue = new PriorityQueue<>();

    /** The size beyond which cancelled records are dropped. Guarded by this monitor. */
    private int sweepAt = SPARE;

    /** Whether the queue has grown. Its capacity never shrinks by itself. Guarded by this monitor. */
    private boolean grown;

    /** Whether {@link #reaper} was told that something may expire. Guarded by this monitor. */
    private boolean announced;

    /**
     * @param reaper notified before the first record is added, and before the first one after {@link #endIfEmpty} returned
     *     true
     */
    ExpiryQueue(Reaper reaper) {
        this.reaper = reaper;
    }

    synchronized void add(Expiry expiry) {
        if (!announced) {
            reaper.mayExpire();
            announced = true;
        }
        queue.add(expiry);
        grown |= queue.size() > SPARE;
        if (queue.size() > sweepAt) {
            queue.removeIf(Expiry::isCancelled);
            sweepAt = 2 * queue.size() + SPARE;
        }
    }

    /** Frees the entries that have expired by {@code now}. Called by one thread at a time. */
    void freeDue(long now) {
        ExpiryStack allDue = pollAllDue(now);
        for (Expiry due = allDue.pop(); due != null; due = allDue.pop()) {
            due.map().free(due, now);
        }
    }

    /**
     * Removes and returns all records that are due and not cancelled. Acquires the monitor only once, not for each record.
     * After removing part of the queue one record at a time, removes the rest in one pass, which takes less time per
     * record.
     */
    private synchronized ExpiryStack pollAllDue(long now) {
        ExpiryStack allDue = new ExpiryStack();
        for (Expiry due = pollDue(now); due != null; due = pollDue(now)) {
            allDue.push(due);
            if (!queue.isEmpty() && allDue.size() > queue.size() / RECORDS_PER_PASS) {
                queue.removeIf(other -> other.due() <= now && (other.isCancelled() || allDue.push(other)));
                shrunk();
            }
        }
        return allDue;
    }

    /** Removes and returns the first record that is due and not cancelled, or returns null. Called with this monitor held. */
    @Nullable
    Expiry pollDue(long now) {
        Expiry first = first();
        if (first == null || first.due() > now) {
            return null;
        }
        return removeFirst();
    }

    /** Drops the cancelled records at the head of the queue, and returns the record that is then first, or null. */
    private @Nullable Expiry first() {
        Expiry first = queue.peek();
        while (first != null && first.isCancelled()) {
            removeFirst();
            first = queue.peek();
        }
        return first;
    }

    private @Nullable Expiry removeFirst() {
        Expiry first = queue.poll();
        shrunk();
        return first;
    }

    private void shrunk() {
        sweepAt = Math.min(sweepAt, 2 * queue.size() + SPARE);
        if (grown && queue.isEmpty()) {
            reset();
        }
    }

    /**
     * If all records are cancelled, calls {@code end} while no record can be added. Returns whether {@code end} was called.
     * If so, {@link Reaper#mayExpire} is called before the next record is added.
     */
    synchronized boolean endIfEmpty(Runnable end) {
        if (first() != null) {
            return false;
        }
        announced = false;
        end.run();
        return true;
    }

    /** Removes all records. */
    synchronized void clear() {
        reset();
    }

    private void reset() {
        queue = new PriorityQueue<>();
        sweepAt = SPARE;
        grown = false;
    }

    /** Returns the number of records held, including cancelled ones. */
    synchronized int held() {
        return queue.size();
    }

    /** Returns the number of records that are not cancelled. */
    synchronized int size() {
        return (int) queue.stream().filter(expiry -> !expiry.isCancelled()).count();
    }
}
