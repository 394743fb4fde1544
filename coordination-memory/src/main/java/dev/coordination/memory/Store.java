package dev.coordination.memory;

import dev.coordination.Leadership;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What the handles of one backend share. */
final class Store implements Expiring {

    final TimeSource time;
    final ExpiringMap<byte[]> values;
    final ExpiringMap<Leadership> leases;
    final ExpiringMap<Map<String, String>> members;
    final Broker broker;

    /** Lets go of what has expired; to be started, and stopped. */
    final Freeing freeing;

    private final Gate gate = new Gate();
    private final List<ExpiringMap<?>> maps;

    /** One for all elections: tokens increase in each (L-04), and a free election leaves nothing behind. */
    private final AtomicLong lastToken = new AtomicLong();

    Store(TimeSource time, Broker broker) {
        this.time = time;
        this.freeing = time.freeing(this);
        Runnable mayExpire = freeing::mayExpire;
        this.values = new ExpiringMap<>(time, gate, mayExpire);
        this.leases = new ExpiringMap<>(time, gate, mayExpire);
        this.members = new ExpiringMap<>(time, gate, mayExpire);
        this.maps = List.of(values, leases, members);
        this.broker = broker;
    }

    long nextToken() {
        return lastToken.incrementAndGet();
    }

    /** Removes all entries at once, and goes on with the tokens (L-04). */
    void clear() {
        gate.alone(() -> maps.forEach(ExpiringMap::clear));
    }

    @Override
    public void freeExpired() {
        values.freeExpired();
        leases.freeExpired();
        members.freeExpired();
    }

    @Override
    public boolean endIfNothingExpires(Runnable end) {
        if (anythingExpires()) { // A look that disturbs nobody, for it is what most looks find.
            return false;
        }
        AtomicBoolean ended = new AtomicBoolean();
        gate.alone(() -> {
            if (!anythingExpires()) {
                maps.forEach(ExpiringMap::clearExpiries);
                end.run();
                ended.setPlain(true);
            }
        });
        return ended.getPlain();
    }

    private boolean anythingExpires() {
        return maps.stream().anyMatch(map -> map.heldExpiries() > 0);
    }
}
