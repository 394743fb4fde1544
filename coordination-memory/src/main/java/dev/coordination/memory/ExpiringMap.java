// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.StampedLock;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A map whose entries expire. Every read compares the entry's deadline with the time, so an entry is gone exactly at its
 * deadline; an {@link ExpiryQueue} frees entries that nobody accesses again, at a cost proportional to their number.
 *
 * <p>Thread-safe; operations on one key are linearizable (C-11). Each change reads the time exactly once. So a change that
 * shortens a TTL while another thread moves the clock past the new deadline may appear to happen after that move.
 *
 * <p>Reads and changes of an entry take no lock of this map. Creating one shares the {@link StripedLock}, so that an empty
 * table can be replaced by a smaller one.
 *
 * @param <V> the type of the values; never an {@link Entry}
 */
class ExpiringMap<V> {

    /** The number of freed entries at which a table is considered to have grown. */
    static final int GROWN = 1_000;

    final StripedLock lock;
    private final TimeSource time;
    private final ExpiryQueue expiries;

    /**
     * Maps a key to its bare value if that never expires, and to an {@link Entry} if it does. Replaced with the lock held
     * exclusively. A thread that still uses a replaced table began its operation before the replacement, and creates
     * nothing in that table.
     */
    private volatile ConcurrentHashMap<String, Object> held = new ConcurrentHashMap<>();

    /**
     * The number of entries freed from the table. Written by the thread that is freeing entries, or with the lock held
     * exclusively.
     */
    private int freed;

    ExpiringMap(TimeSource time, ExpiryQueue expiries, StripedLock lock) {
        this.time = time;
        this.expiries = expiries;
        this.lock = lock;
    }

    /** Computes the replacement of a live entry. */
    interface Change<V> {

        /** Returns the entry to store, or null to remove it; {@code now} is the instant of the whole change. */
        @Nullable
        Entry<V> apply(Entry<V> live, long now);
    }

    /** Computes the replacement of a live entry, or the new entry if there is none. */
    interface ChangeOrCreate<V> {

        /** Returns the entry to store, or null for none; {@code now} is the instant of the whole change. */
        @Nullable
        Entry<V> apply(@Nullable Entry<V> live, long now);
    }

    /** Returns the value of a key, or null if there is none. */
    @Nullable
    V get(String key) {
        return valueOf(live(key));
    }

    /** Returns the entry of a key, or null if there is none. */
    @Nullable
    Entry<V> entry(String key) {
        return entryOf(live(key));
    }

    private @Nullable Object live(String key) {
        long now = time.nanos(); // Read before the entry: one that is renewed between the reads was present all along.
        Object found = held.get(key);
        return isExpired(found, now) ? afterPendingChange(key) : found;
    }

    /** Reads again after any change in progress, which may be a renewal that began before the deadline. */
    private @Nullable Object afterPendingChange(String key) {
        long now = time.nanos();
        Object found = held.computeIfPresent(key, (k, unchanged) -> unchanged);
        return isExpired(found, now) ? null : found;
    }

    private static boolean isExpired(@Nullable Object found, long now) {
        return found instanceof Entry<?> entry && !entry.livesAt(now);
    }

    @SuppressWarnings("unchecked") // Only a V or an Entry<V> is ever stored.
    private @Nullable V valueOf(@Nullable Object found) {
        return found instanceof Entry<?> entry ? (V) entry.value() : (V) found;
    }

    @SuppressWarnings("unchecked")
    private @Nullable Entry<V> entryOf(@Nullable Object found) {
        if (found == null) {
            return null;
        }
        return found instanceof Entry<?> entry ? (Entry<V>) entry : new Entry<>((V) found, Entry.NEVER);
    }

    /** Stores a value that never expires, replacing any entry. */
    void put(String key, V value) {
        Object old = held.replace(key, value);
        if (old == null) {
            old = putNew(key, value);
        }
        if (old instanceof Entry<?> entry) {
            cancel(entry.expiry());
        }
    }

    /** Stores a value where no entry was held a moment ago, and returns what it replaced, or null if it replaced nothing. */
    private @Nullable Object putNew(String key, V value) {
        StampedLock stripe = lock.stripe();
        long stamp = stripe.readLock();
        try {
            return held.put(key, value);
        } finally {
            stripe.unlockRead(stamp);
        }
    }

    /**
     * Atomically changes or creates an entry. The change is called exactly once, with the live entry or null. If it throws,
     * nothing changes.
     */
    void change(String key, ChangeOrCreate<V> change) {
        Update update = new Update(change);
        if (held.containsKey(key)) { // Without this check, creating a key would lock its bin twice.
            changeHeld(key, update);
        }
        if (!update.applied) {
            create(key, update);
        }
    }

    /** Atomically changes a live entry that meets a condition, and returns whether there was one. */
    boolean changeIf(String key, Predicate<Entry<V>> condition, Change<V> change) {
        ConditionalChange<V> conditional = new ConditionalChange<>(condition, change);
        changeHeld(key, new Update(conditional));
        return conditional.met;
    }

    /** A change of a live entry that meets a condition. Used once, by one thread. */
    private static final class ConditionalChange<V> implements ChangeOrCreate<V> {

        private final Predicate<Entry<V>> condition;
        private final Change<V> change;
        private boolean met;

        ConditionalChange(Predicate<Entry<V>> condition, Change<V> change) {
            this.condition = condition;
            this.change = change;
        }

        @Override
        public @Nullable Entry<V> apply(@Nullable Entry<V> live, long now) {
            if (live == null || !condition.test(live)) {
                return live;
            }
            met = true;
            return change.apply(live, now);
        }
    }

    /** Atomically changes a live entry, and returns whether there was one. */
    boolean changeIfPresent(String key, Change<V> change) {
        return changeIf(key, live -> true, change);
    }

    /** Applies an update if an entry is held, expired or not. */
    void changeHeld(String key, Update update) {
        held.computeIfPresent(key, update);
    }

    /** Applies an update where no entry was held a moment ago. */
    void create(String key, Update update) {
        StampedLock stripe = lock.stripe();
        long stamp = stripe.readLock();
        try {
            createLocked(key, update);
        } finally {
            stripe.unlockRead(stamp);
        }
    }

    /** Applies an update. Called with the lock held. */
    final void createLocked(String key, Update update) {
        held.compute(key, update);
    }

    /** Applies a change to what is held for a key, while the key is locked. */
    final class Update implements BiFunction<String, @Nullable Object, @Nullable Object> {

        private final ChangeOrCreate<V> change;
        private boolean applied;

        Update(ChangeOrCreate<V> change) {
            this.change = change;
        }

        @Override
        public @Nullable Object apply(String key, @Nullable Object found) {
            applied = true;
            long now = time.nanos();
            Entry<V> old = entryOf(found);
            Entry<V> live = old != null && old.livesAt(now) ? old : null;
            Entry<V> changed = change.apply(live, now);
            if (changed == live && live != null) {
                return found;
            }
            Expiry before = old == null ? null : old.expiry();
            if (changed == null || changed.deadline() == Entry.NEVER) {
                cancel(before);
                return valueOf(changed);
            }
            if (before != null && before.due() <= changed.deadline()) {
                changed.setExpiry(before);
            } else {
                changed.setExpiry(added(key, changed.deadline()));
                cancel(before);
            }
            return changed;
        }

        private Expiry added(String key, long due) {
            Expiry expiry = new Expiry(ExpiringMap.this, key, due);
            expiries.add(expiry);
            return expiry;
        }
    }

    private static void cancel(@Nullable Expiry expiry) {
        if (expiry != null) {
            expiry.cancel();
        }
    }

    /**
     * Calls a visitor with every key held, including expired ones, whose renewal may be in progress. Keys that come or go
     * during the iteration may be missed.
     */
    void forEachKey(Consumer<String> visitor) {
        held.keySet().forEach(visitor);
    }

    /**
     * Calls a visitor with every live entry. An entry that changes during the iteration may be seen as it was before or
     * after the change.
     */
    void forEach(BiConsumer<String, V> visitor) {
        long now = time.nanos();
        held.forEach((key, found) -> {
            V value = isExpired(found, now) ? null : valueOf(found);
            if (value != null) {
                visitor.accept(key, value);
            }
        });
    }

    /**
     * Frees the entry of a record that is due, or queues the record again if the entry was renewed. Called with the lock
     * held.
     */
    void free(Expiry due, long now) {
        held.computeIfPresent(due.key(), (key, found) -> {
            if (!(found instanceof Entry<?> entry) || entry.expiry() != due) {
                return found;
            }
            if (entry.livesAt(now)) {
                due.postpone(entry.deadline());
                expiries.add(due);
                return found;
            }
            freed++;
            return null;
        });
    }

    /** Frees all expired entries of the backend. Called with the lock held exclusively. */
    final void freeExpiredLocked() {
        expiries.freeDue(time.nanos());
    }

    /** Returns whether the table has grown and is empty. A hash table never shrinks by itself. */
    boolean canShrink() {
        return freed >= GROWN && held.isEmpty();
    }

    /** Replaces the table with a small one if it is empty. Called with the lock held exclusively. */
    void shrink() {
        if (held.isEmpty()) {
            clear();
        }
    }

    /** Removes all entries. Called with the lock held exclusively. */
    void clear() {
        held = new ConcurrentHashMap<>();
        freed = 0;
    }

    /** Returns the table in use. */
    Object table() {
        return held;
    }

    /** Returns the number of entries held, including expired ones. */
    int heldEntries() {
        return held.size();
    }
}
