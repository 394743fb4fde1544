package dev.coordination.memory;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The members of a backend. */
final class Members {

    private final FakeClock clock;
    private final ExpiringMap<Map<String, String>> members;

    /** Changes of single members share it, a snapshot of all has it alone: no change is seen without an earlier one. */
    private final ReentrantReadWriteLock snapshots = new ReentrantReadWriteLock();

    Members(FakeClock clock) {
        this.clock = clock;
        this.members = new ExpiringMap<>(clock);
    }

    @Nullable
    Entry<Map<String, String>> get(String nodeId) {
        return members.get(nodeId);
    }

    void put(String nodeId, Map<String, String> metadata, long ttlMillis) {
        change(() -> {
            members.change(nodeId, old -> new Entry<>(metadata, deadline(ttlMillis)));
            return true;
        });
    }

    boolean extend(String nodeId, long ttlMillis) {
        return change(() -> members.changeIfPresent(nodeId, old -> new Entry<>(old.value(), deadline(ttlMillis))));
    }

    boolean remove(String nodeId) {
        return change(() -> members.changeIfPresent(nodeId, old -> null));
    }

    private boolean change(BooleanSupplier change) {
        Lock shared = snapshots.readLock();
        shared.lock();
        try {
            return change.getAsBoolean();
        } finally {
            shared.unlock();
        }
    }

    /** Returns the members of one moment, immutable. */
    Map<String, Map<String, String>> snapshot() {
        Map<String, Map<String, String>> snapshot = new LinkedHashMap<>();
        Lock alone = snapshots.writeLock();
        alone.lock();
        try {
            members.forEach(snapshot::put);
        } finally {
            alone.unlock();
        }
        return Collections.unmodifiableMap(snapshot);
    }

    private long deadline(long ttlMillis) {
        return clock.nanosAfter(Duration.ofMillis(ttlMillis));
    }

    void freeExpired() {
        change(() -> {
            // Not in the middle of a snapshot, which is of one moment.
            members.freeExpired();
            return true;
        });
    }

    int held() {
        return members.heldEntries();
    }
}
