package dev.coordination.memory;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When which key expires, so that freeing costs what expired alone. Each thread adds to queues of its own lane, for at a single
 * one all threads would meet, and within a lane keys are spread, for short queues are quicker.
 *
 * <p>Thread-safe.
 */
final class Expiries {

    /** A power of two. */
    private static final int QUEUES_OF_LANE = 4;

    private static final int QUEUES = Lanes.COUNT * QUEUES_OF_LANE;

    /** Each null until something is in it, for most of a test's are never used. */
    private final AtomicReferenceArray<@Nullable ExpiryQueue> queues = new AtomicReferenceArray<>(QUEUES);

    Expiry add(String key, long deadline) {
        int hash = key.hashCode();
        int index = Lanes.own() * QUEUES_OF_LANE + ((hash ^ hash >>> 16) & QUEUES_OF_LANE - 1);
        ExpiryQueue queue = queues.get(index);
        return (queue == null ? created(index) : queue).add(key, deadline);
    }

    private ExpiryQueue created(int index) {
        ExpiryQueue created = new ExpiryQueue();
        ExpiryQueue other = queues.compareAndExchange(index, null, created);
        return other == null ? created : other;
    }

    /** Takes out what expires by then and is not cancelled, hands it to a visitor, and returns how many those were. */
    int takeDue(long now, Consumer<Expiry> visitor) {
        int taken = 0;
        for (int i = 0; i < QUEUES; i++) {
            ExpiryQueue queue = queues.get(i);
            if (queue != null) {
                for (Expiry due = queue.pollDue(now); due != null; due = queue.pollDue(now)) {
                    visitor.accept(due);
                    taken++;
                }
            }
        }
        return taken;
    }

    /** Returns how many are not cancelled. */
    int size() {
        int size = 0;
        for (int i = 0; i < QUEUES; i++) {
            ExpiryQueue queue = queues.get(i);
            size += queue == null ? 0 : queue.size();
        }
        return size;
    }
}
