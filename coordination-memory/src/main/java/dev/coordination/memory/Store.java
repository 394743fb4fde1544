// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.Leadership;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/** The data that the handles of a backend share. */
final class Store implements Expiring {

    final TimeSource time;
    final ExpiringMap<byte[]> values;
    final ExpiringMap<Leadership> leases;
    final SnapshotMap<Map<String, String>> members;
    final Broker broker;

    /** Frees expired entries; must be started and stopped. */
    final Reaper reaper;

    final ExpiryQueue expiries;

    private final StripedLock lock = new StripedLock();
    private final ExpiringMap<?>[] maps;

    /** One counter for all elections, so that tokens increase in each (L-04) and a free election takes up no memory. */
    private final AtomicLong lastToken = new AtomicLong();

    /** @param limit the maximum number of entries; null for no limit */
    Store(TimeSource time, Broker broker, @Nullable EntryLimit limit) {
        this.time = time;
        this.reaper = time.reaper(this);
        this.expiries = new ExpiryQueue(reaper);
        this.values = limit == null ? new ExpiringMap<>(time, expiries, lock) : limited(limit);
        this.leases = limit == null ? new ExpiringMap<>(time, expiries, lock) : limited(limit);
        this.members = limit == null ? new SnapshotMap<>(time, expiries, lock) : limited(limit);
        this.maps = new ExpiringMap<?>[] {values, leases, members};
        this.broker = broker;
    }

    private <V> LimitedMap<V> limited(EntryLimit limit) {
        LimitedMap<V> map = new LimitedMap<>(time, expiries, lock, limit);
        limit.include(map);
        return map;
    }

    long nextToken() {
        return lastToken.incrementAndGet();
    }

    /** Removes all entries in one step. Fencing tokens continue to increase (L-04). */
    void clear() {
        lock.exclusively(() -> {
            for (ExpiringMap<?> map : maps) {
                map.clear();
            }
            expiries.clear();
        });
    }

    @Override
    public void freeExpired() {
        StampedLock stripe = lock.stripe();
        long stamp = stripe.readLock(); // A snapshot must not miss entries that are freed while it is taken.
        try {
            expiries.freeDue(time.nanos());
        } finally {
            stripe.unlockRead(stamp);
        }
        for (ExpiringMap<?> map : maps) {
            if (map.canShrink()) {
                lock.exclusively(map::shrink);
            }
        }
    }

    @Override
    public boolean endIfNothingExpires(Runnable end) {
        return expiries.endIfEmpty(end);
    }
}
