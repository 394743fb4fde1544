package dev.coordination.memory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.StampedLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The members of a backend. */
final class Members {

    private final ExpiringMap<Map<String, String>> members;

    /** Changes of single members share it, a snapshot of all has it alone: no change is seen without an earlier one. */
    private final StampedLock snapshots = new StampedLock();

    Members(FakeClock clock) {
        this.members = new ExpiringMap<>(clock);
    }

    @Nullable
    Entry<Map<String, String>> get(String nodeId) {
        return members.get(nodeId);
    }

    void put(String nodeId, Map<String, String> metadata, long ttlMillis) {
        change(() -> {
            members.change(nodeId, (old, now) -> new Entry<>(metadata, Entry.deadline(now, ttlMillis)));
            return true;
        });
    }

    boolean extend(String nodeId, long ttlMillis) {
        return change(() -> members.changeIfPresent(
                nodeId, (old, now) -> new Entry<>(old.value(), Entry.deadline(now, ttlMillis))));
    }

    boolean remove(String nodeId) {
        return change(() -> members.changeIfPresent(nodeId, (old, now) -> null));
    }

    private boolean change(BooleanSupplier change) {
        long shared = snapshots.readLock();
        try {
            return change.getAsBoolean();
        } finally {
            snapshots.unlockRead(shared);
        }
    }

    /** Returns the members of one moment, immutable. */
    Map<String, Map<String, String>> snapshot() {
        Map<String, Map<String, String>> snapshot = new LinkedHashMap<>();
        long alone = snapshots.writeLock();
        try {
            members.forEach(snapshot::put);
        } finally {
            snapshots.unlockWrite(alone);
        }
        return Collections.unmodifiableMap(snapshot);
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
