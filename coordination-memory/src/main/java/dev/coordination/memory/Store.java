package dev.coordination.memory;

import dev.coordination.Leadership;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What the handles of one backend share. */
final class Store {

    final TimeSource time;
    final ExpiringMap<byte[]> values;
    final ExpiringMap<Leadership> leases;
    final ExpiringMap<Map<String, String>> members;
    final Broker broker;

    /** One for all elections: tokens increase in each (L-04), and a free election leaves nothing behind. */
    private final AtomicLong lastToken = new AtomicLong();

    Store(TimeSource time, Broker broker) {
        this.time = time;
        Gate gate = new Gate();
        this.values = new ExpiringMap<>(time, gate);
        this.leases = new ExpiringMap<>(time, gate);
        this.members = new ExpiringMap<>(time, gate);
        this.broker = broker;
    }

    long nextToken() {
        return lastToken.incrementAndGet();
    }

    void freeExpired() {
        values.freeExpired();
        leases.freeExpired();
        members.freeExpired();
    }
}
