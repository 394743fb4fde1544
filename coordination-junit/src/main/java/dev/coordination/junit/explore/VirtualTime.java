// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The time of one run, in nanoseconds since its start, and the instants at which resources on the backend expire. */
final class VirtualTime {

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** As long as the longest TTL (G-02). */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Map<Long, Lease> expiries = new HashMap<>();
    private long now;

    /**
     * The expiry of a resource.
     *
     * @param holder the node whose code set the TTL, or null if the program itself set it
     */
    private record Lease(long end, @Nullable NodeState holder) {}

    long now() {
        return now;
    }

    /**
     * Returns the instant at which a duration that starts now has passed, or {@link Step#NEVER} if it is longer than any TTL, such
     * as {@code Long.MAX_VALUE} milliseconds.
     */
    long after(Duration duration) {
        if (duration.isNegative()) {
            return now;
        }
        return duration.compareTo(LONGEST) > 0 ? Step.NEVER : now + duration.toNanos();
    }

    /** Returns the next instant at which a resource expires, or {@link Step#NEVER}. */
    long nextExpiry() {
        long next = Step.NEVER;
        for (Lease lease : expiries.values()) {
            next = Math.min(next, lease.end());
        }
        return next;
    }

    /** Returns whether a lease of one of the given nodes ends at or before an instant. */
    boolean endsLease(long instant, Predicate<NodeState> holders) {
        for (Lease lease : expiries.values()) {
            if (lease.end() <= instant && lease.holder() != null && holders.test(lease.holder())) {
                return true;
            }
        }
        return false;
    }

    /** Moves to an instant, and adds the resources that expire to a footprint. */
    void moveTo(long instant, Footprint footprint) {
        now = instant;
        for (Iterator<Map.Entry<Long, Lease>> i = expiries.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<Long, Lease> entry = i.next();
            if (entry.getValue().end() <= now) {
                footprint.write(entry.getKey());
                i.remove();
            }
        }
    }

    /** Returns the instant at which a lease that begins now ends. TTLs are rounded up to whole milliseconds (G-02). */
    long endOf(Duration ttl) {
        return now
                + (ttl.toSeconds() * 1000 + (ttl.getNano() + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI) * NANOS_PER_MILLI;
    }

    boolean expires(long resource) {
        return expiries.containsKey(resource);
    }

    /** Returns whether a resource expires at an instant. */
    boolean expiresAt(long resource, long instant) {
        Lease lease = expiries.get(resource);
        return lease != null && lease.end() == instant;
    }

    void expireAt(long resource, long instant, @Nullable NodeState holder) {
        expiries.put(resource, new Lease(instant, holder));
    }

    /** Forgets the expiry of a resource; returns whether it had one. */
    boolean forgetExpiry(long resource) {
        return expiries.remove(resource) != null;
    }

    /** Forgets the expiries of an area; returns whether there were any. */
    boolean forgetExpiries(int area) {
        long first = Footprint.resource(area, 0);
        long end = Footprint.resource(area + 1, 0);
        return expiries.keySet().removeIf(resource -> resource >= first && resource < end);
    }
}
