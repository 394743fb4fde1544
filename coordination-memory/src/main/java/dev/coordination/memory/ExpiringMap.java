package dev.coordination.memory;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.StampedLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A map whose entries expire. Every look at an entry compares its deadline with the time, so it is
 * gone at the very instant; {@link #freeExpired} frees what nobody touches again, at a cost of what expired alone.
 *
 * <p>Thread-safe; operations on one key are linearizable (C-11). A change happens at the instant at which it reads the clock,
 * once: one that shortens a TTL, while another thread moves the clock past the new deadline, may be seen to come later.
 *
 * <p>Who changes an entry shares a {@link Gate}, who looks at one needs nothing.
 */
class ExpiringMap<V> {

    /** After so many entries were freed, a table has grown enough to be given up when it is empty. */
    private static final int GROWN = 1_000;

    private final Gate gate;
    private final int grown;

    /**
     * Written alone, see {@link Gate}. A reader that does not share it may read a table that has just been replaced: that
     * table no longer changes, and the read began before the replacement.
     */
    private volatile Table<V> table;

    /** An upper bound on the number of freed entries of the table. Written by the one thread that frees, or alone. */
    private int freed;

    /** @param freeing notified before the first entry with an expiry is added */
    ExpiringMap(TimeSource time, Gate gate, Freeing freeing) {
        this(time, gate, freeing, GROWN);
    }

    ExpiringMap(TimeSource time, Gate gate, Freeing freeing, int grown) {
        this.gate = gate;
        this.grown = grown;
        this.table = new Table<>(time, freeing);
    }

    /** What becomes of an entry that is there. */
    interface Change<V> {

        /** Returns the entry that shall be there at {@code now}, the one instant of the whole change; null for none. */
        @Nullable
        Entry<V> apply(Entry<V> live, long now);
    }

    /** What becomes of an entry, be it that there is none. */
    interface ChangeOrCreate<V> {

        /** Returns the entry that shall be there at {@code now}, the one instant of the whole change; null for none. */
        @Nullable
        Entry<V> apply(@Nullable Entry<V> live, long now);
    }

    /** Returns the value of a key, or null when there is none. */
    @Nullable
    V get(String key) {
        return table.get(key);
    }

    /** Returns the entry of a key, or null when there is none. */
    @Nullable
    Entry<V> entry(String key) {
        return table.entry(key);
    }

    /** Lets a value be there for ever, whatever was. */
    void put(String key, V value) {
        StampedLock lane = gate.lane();
        long shared = lane.readLock();
        try {
            table.put(key, value);
        } finally {
            lane.unlockRead(shared);
        }
    }

    /**
     * Changes the entry of a key atomically: {@code change} gets the entry that is there, or null, and returns the one that
     * shall be there, or null. It is called once. What it throws leaves everything as it was.
     */
    void change(String key, ChangeOrCreate<V> change) {
        changeShared(key, change);
    }

    /** Makes a change with the gate shared. */
    final void changeShared(String key, ChangeOrCreate<V> change) {
        StampedLock lane = gate.lane();
        long shared = lane.readLock();
        try {
            table.change(key, change);
        } finally {
            lane.unlockRead(shared);
        }
    }

    /**
     * Changes the entry of a key atomically if it is there and the condition holds, and returns whether that was so.
     * {@code change} returns the entry that shall be there, or null.
     */
    boolean changeIf(String key, Predicate<Entry<V>> condition, Change<V> change) {
        AtomicBoolean held = new AtomicBoolean();
        changeShared(key, (live, now) -> {
            if (live == null || !condition.test(live)) {
                return live;
            }
            held.setPlain(true);
            return change.apply(live, now);
        });
        return held.getPlain();
    }

    /** Changes the entry of a key atomically if it is there, and returns whether it was. */
    boolean changeIfPresent(String key, Change<V> change) {
        return changeIf(key, live -> true, change);
    }

    /**
     * Calls a visitor with the keys of all entries that are held, those that have expired among them: whether one is there is
     * decided by who changes it, for its renewal may not have ended. Those that come or go meanwhile may be seen or not.
     */
    void forEachKey(Consumer<String> visitor) {
        table.forEachKey(visitor);
    }

    /** Calls a visitor, which must not come back here, with the entries that are there at one moment. */
    void forEachAtOnce(BiConsumer<String, V> visitor) {
        gate.alone(() -> table.forEach(visitor));
    }

    /** Frees the entries that have expired, and with the last one a table that has grown, for a hash table never shrinks. */
    void freeExpired() {
        StampedLock lane = gate.lane();
        long shared = lane.readLock(); // Not in the middle of what is to be of one moment.
        try {
            freed += table.freeExpired();
        } finally {
            lane.unlockRead(shared);
        }
        if (freed >= grown && table.isEmpty()) {
            gate.alone(this::giveUpIfEmpty);
        }
    }

    /** Removes everything. Called with the {@link Gate} alone. */
    void clear() {
        table = table.successor();
    }

    /** Frees the entries that have expired. Called with the gate alone. */
    void freeExpiredAlone() {
        freed += table.freeExpired();
    }

    private void giveUpIfEmpty() {
        if (table.isEmpty()) {
            table = table.successor();
            freed = 0;
        }
    }

    /** Resets this so that the next entry with an expiry is announced as the first. Called with the gate alone, when none has one. */
    void clearExpiries() {
        table.clearExpiries();
    }

    /** Returns the table of this moment. */
    Table<V> table() {
        return table;
    }

    /** Returns how many entries are held, those that expired and were not freed yet among them. */
    int heldEntries() {
        return table.heldEntries();
    }

    /** Returns how many records of expiry are held that are not cancelled. */
    int heldExpiries() {
        return table.heldExpiries();
    }
}
