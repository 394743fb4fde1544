// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The expiry records of a backend, earliest first. A cancelled record is dropped when it comes first, and all cancelled records
 * are dropped each time the queue has doubled in size.
 *
 * <p>Thread-safe. Lock order: the {@link StripedLock}, a key of a map, then this monitor, then the lock of a {@link Reaper}.
 */
final class ExpiryQueue {

    /** The number of records that the queue may hold without being swept, even if all of them are cancelled. */
    static final int SPARE = 64;

    private final Reaper reaper;

    /** Guarded by this monitor. */
    private PriorityQueue<Expiry> queue = new PriorityQueue<>();

    /** The size beyond which cancelled records are dropped. Guarded by this monitor. */
    private int sweepAt = SPARE;

    /** Whether the queue has grown. Its capacity never shrinks by itself. Guarded by this monitor. */
    private boolean grown;

    /** Whether {@link #reaper} was told that something may expire. Guarded by this monitor. */
    private boolean announced;

    /** @param reaper notified before the first record is added, and before the first one after {@link #endIfEmpty} */
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
        Expiry due = pollAllDue(now);
        while (due != null) {
            Expiry next = due.unlink();
            due.map().free(due, now);
            due = next;
        }
    }

    /**
     * Removes all records that are due and not cancelled, and returns one that is linked to the others, or null if there is none.
     * Takes the monitor once instead of once for each record.
     */
    private synchronized @Nullable Expiry pollAllDue(long now) {
        Expiry last = null;
        for (Expiry due = pollDue(now); due != null; due = pollDue(now)) {
            due.linkTo(last);
            last = due;
        }
        return last;
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

    /** Drops the cancelled records that come first, and returns the first other one, or null. */
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
        sweepAt = Math.min(sweepAt, 2 * queue.size() + SPARE);
        if (grown && queue.isEmpty()) {
            reset();
        }
        return first;
    }

    /**
     * Calls {@code end} if all records are cancelled, while none can be added, and returns whether it was called. If so, the
     * next one is announced to {@link Reaper#mayExpire} before it is added.
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
