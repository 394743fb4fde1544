package dev.coordination.memory;

import dev.coordination.Leadership;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the handles of one backend share. */
final class Store implements Expiring {

    final TimeSource time;
    final ExpiringMap<byte[]> values;
    final ExpiringMap<Leadership> leases;
    final ExpiringMap<Map<String, String>> members;
    final Broker broker;

    /** Frees expired entries; must be started and stopped. */
    final Freeing freeing;

    private final Gate gate = new Gate();

    /** One for all elections: tokens increase in each (L-04), and a free election leaves nothing behind. */
    private final AtomicLong lastToken = new AtomicLong();

    /** @param limit the maximum number of entries; null for no limit */
    Store(TimeSource time, Broker broker, @Nullable EntryLimit limit) {
        this.time = time;
        this.freeing = time.freeing(this);
        this.values = map(limit);
        this.leases = map(limit);
        this.members = map(limit);
        this.broker = broker;
    }

    private <V> ExpiringMap<V> map(@Nullable EntryLimit limit) {
        if (limit == null) {
            return new ExpiringMap<>(time, gate, freeing);
        }
        ExpiringMap<V> map = new LimitedMap<>(time, gate, freeing, limit);
        limit.include(map);
        return map;
    }

    long nextToken() {
        return lastToken.incrementAndGet();
    }

    /** Removes all entries at once; fencing tokens continue to increase (L-04). */
    void clear() {
        gate.alone(() -> {
            values.clear();
            leases.clear();
            members.clear();
        });
    }

    @Override
    public void freeExpired() {
        values.freeExpired();
        leases.freeExpired();
        members.freeExpired();
    }

    @Override
    public boolean endIfNothingExpires(Runnable end) {
        if (anythingExpires()) { // A cheap check first, which takes no lock and usually finds nothing.
            return false;
        }
        AtomicBoolean ended = new AtomicBoolean();
        gate.alone(() -> {
            if (!anythingExpires()) {
                values.clearExpiries();
                leases.clearExpiries();
                members.clearExpiries();
                end.run();
                ended.setPlain(true);
            }
        });
        return ended.getPlain();
    }

    private boolean anythingExpires() {
        return values.heldExpiries() > 0 || leases.heldExpiries() > 0 || members.heldExpiries() > 0;
    }
}
