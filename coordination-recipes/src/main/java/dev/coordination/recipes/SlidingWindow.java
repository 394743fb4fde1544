// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import dev.coordination.DistributedCoordination;
import dev.coordination.SharedCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A limiter that counts permits in segments of time, each of which lives longer than a window after its last permit.
 *
 * <p>The segments take turns. A segment is open, and counts permits, from the first of them until only the window and half a
 * segment are left of its life. Then the next segment is opened. By then, the segment whose turn it is has expired.
 *
 * <p>A permit is granted if, <em>after</em> it was counted, all segments together have no more than the limit, and its segment is
 * still open. So of all permits in a window, the one that was counted last has seen all others: their segments are alive, because
 * they were open when these permits were granted. How long a segment is open counts from before the request was sent, as for a
 * lease, on the clock of the process, so the clocks need not agree.
 */
final class SlidingWindow implements RateLimiter {

    private final SharedCache cache;
    private final String name;
    private final int limit;
    private final Duration window;
    private final Duration segment;
    private final Duration closedFor;
    private final Clock clock;
    private final List<PermitCounter> counters = new ArrayList<>();

    /** The segment that was open last. Guarded by this limiter. */
    private Open open = new Open(0, Instant.MIN);

    /** Whether the last request was refused, so that the next one looks before it counts. Guarded by this limiter. */
    private boolean full;

    SlidingWindow(
            DistributedCoordination coordination, String name, int limit, Duration window, int segments, Clock clock) {
        this.cache = Arguments.notNull(coordination, "coordination").cache();
        this.name = name;
        this.limit = PermitCounter.limit(limit);
        long millis = Arguments.ttlMillis(window, "window");
        if (segments < 1 || segments > 100) {
            throw new IllegalArgumentException("segments must be from 1 to 100, but was " + segments);
        }
        if (millis < 10L * segments) {
            throw new IllegalArgumentException("window must be at least 10 milliseconds for each of the " + segments
                    + " segments, but was " + window);
        }
        this.window = window;
        this.segment = window.dividedBy(segments);
        this.closedFor = window.plus(segment.dividedBy(2));
        this.clock = Arguments.notNull(clock, "clock");
        Duration life = closedFor.plus(segment);
        long unused = Arguments.ttlMillis(life, "window and one and a half segments");
        for (int i = 0; i < segments + 2; i++) { // Together they are open longer than one lives.
            counters.add(new PermitCounter(cache, Arguments.key(name + ":" + i), life));
        }
    }

    @Override
    public boolean tryAcquire(int permits) {
        PermitCounter.permits(permits, limit);
        if ((permits > 1 || isFull()) && countExcept(null) > limit - permits) {
            return refuse(); // Without counting, so that it does not use up what others can have.
        }
        Open now = findOpen();
        if (now == null) {
            return refuse();
        }
        PermitCounter counter = counters.get(now.index);
        long count = counter.add(permits);
        if (count > limit || countExcept(counter) > limit - count || !now.until.isAfter(clock.instant())) {
            return refuse();
        }
        setFull(false);
        return true;
    }

    private boolean refuse() {
        setFull(true);
        return false;
    }

    /** Returns the segment that is open; {@code null} if all are closed, which takes processes that opened several at once. */
    private @Nullable Open findOpen() {
        Open last = lastOpen();
        if (last.until.isAfter(clock.instant())) {
            return last;
        }
        for (int i = 0; i < counters.size(); i++) {
            int index = (last.index + i) % counters.size();
            Instant sentAt = clock.instant();
            Optional<Duration> life = cache.ttl(counters.get(index).key());
            Duration openFor = life.map(left -> left.minus(closedFor)).orElse(segment);
            if (!openFor.isZero() && !openFor.isNegative()) {
                Open found = new Open(index, sentAt.plus(openFor));
                setOpen(found);
                return found;
            }
        }
        return null;
    }

    private long countExcept(@Nullable PermitCounter counted) {
        long sum = 0;
        for (PermitCounter counter : counters) {
            if (counter != counted) {
                long count = counter.count();
                if (count > limit - sum) {
                    return Long.MAX_VALUE; // Too many already, and no sum overflows.
                }
                sum += count;
            }
        }
        return sum;
    }

    private synchronized Open lastOpen() {
        return open;
    }

    private synchronized void setOpen(Open newOpen) {
        open = newOpen;
    }

    private synchronized boolean isFull() {
        return full;
    }

    private synchronized void setFull(boolean isFull) {
        full = isFull;
    }

    /** Returns the name, the limit and the window. */
    @Override
    public String toString() {
        return "RateLimiter[name=" + Arguments.quoted(name) + ", limit=" + limit + ", sliding window=" + window + "]";
    }

    /** A segment, and until when it is open as far as this process knows. */
    private static final class Open {

        final int index;
        final Instant until;

        Open(int index, Instant until) {
            this.index = index;
            this.until = until;
        }
    }
}
