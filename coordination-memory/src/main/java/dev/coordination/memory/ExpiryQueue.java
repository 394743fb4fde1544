package dev.coordination.memory;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What expires, first come first. What is cancelled stays until it is due or until it is more than half of all, as in a queue
 * of timers: to find it at once would cost more than to leave it, and the more the more there are.
 *
 * <p>Thread-safe. Its monitor is held for a moment only, and nothing is called with it.
 */
final class ExpiryQueue {

    /** So many may be cancelled, however few there are, before anybody looks for them. */
    static final int SPARE = 32;

    /** Guarded by this monitor. */
    private final PriorityQueue<Expiry> queue = new PriorityQueue<>();

    /** How many in the queue are. Guarded by this monitor. */
    private int cancelled;

    synchronized Expiry add(String key, long deadline) {
        Expiry expiry = new Expiry(this, key, deadline);
        queue.add(expiry);
        return expiry;
    }

    /** Cancels one that was added; does nothing to one that was polled. */
    synchronized void cancel(Expiry expiry) {
        if (expiry.cancel() && ++cancelled > queue.size() / 2 + SPARE) {
            queue.removeIf(Expiry::isCancelled);
            cancelled = 0;
        }
    }

    /** Takes the first one that is due and not cancelled, or returns null. */
    synchronized @Nullable Expiry pollDue(long now) {
        Expiry first = queue.peek();
        while (first != null && first.isDueAt(now)) {
            queue.poll();
            first.leave();
            if (!first.isCancelled()) {
                return first;
            }
            cancelled--;
            first = queue.peek();
        }
        return null;
    }

    /** Returns how many are held, the cancelled ones among them. */
    synchronized int held() {
        return queue.size();
    }

    /** Returns how many are not cancelled. */
    synchronized int size() {
        return queue.size() - cancelled;
    }
}
