package dev.coordination.memory;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of an {@link ExpiringMap} and the records by which they are freed.
 *
 * <p>Thread-safe; operations on one key are linearizable.
 *
 * @param <V> what values are; never an {@link Entry}
 */
final class Table<V> {

    private final TimeSource time;
    private final Freeing freeing;

    /** A value without expiry as it is, so that it costs what it costs in any map; one that expires as an {@link Entry}. */
    private final ConcurrentHashMap<String, Object> held = new ConcurrentHashMap<>();

    /**
     * A record for each entry with an expiry, created before the entry becomes visible, and cancelled when another one replaces
     * it. Null until the first one, before which {@link #freeing} is notified.
     */
    private volatile @Nullable Expiries expiries;

    Table(TimeSource time, Freeing freeing) {
        this.time = time;
        this.freeing = freeing;
    }

    /** Returns an empty table that replaces this one. */
    Table<V> successor() {
        return new Table<>(time, freeing);
    }

    /** Returns the value of a key, or null when there is none. */
    @Nullable
    V get(String key) {
        return valueOf(live(key));
    }

    /** Returns the entry of a key, or null when there is none. */
    @Nullable
    Entry<V> entry(String key) {
        return entryOf(live(key));
    }

    private @Nullable Object live(String key) {
        // The clock first: an entry that was renewed and then saw its old deadline pass was there all the time.
        long now = time.nanos();
        Object found = held.get(key);
        return found instanceof Entry<?> entry && !entry.livesAt(now) ? behindChange(key) : found;
    }

    /**
     * Looks again, behind whoever is changing the entry: a renewal that began before the deadline may not have ended, and
     * an entry must not be gone first and there afterwards. Frees nothing, for a snapshot may be under way.
     */
    private @Nullable Object behindChange(String key) {
        long now = time.nanos(); // Before the lookup: an entry may be renewed after it was found.
        Object found = held.computeIfPresent(key, (k, unchanged) -> unchanged);
        return found instanceof Entry<?> entry && !entry.livesAt(now) ? null : found;
    }

    @SuppressWarnings("unchecked") // Nothing else is put here.
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

    /** Puts a value without expiry in the place of whatever is there. */
    void put(String key, V value) {
        Object old = held.put(key, value);
        if (old instanceof Entry<?> entry) {
            cancel(entry);
        }
    }

    private static void cancel(Entry<?> entry) {
        Expiry expiry = entry.expiry();
        if (expiry != null) {
            expiry.queue().cancel(expiry);
        }
    }

    /** Changes an entry while nobody else does; what the change throws leaves everything as it was. */
    void change(String key, ExpiringMap.ChangeOrCreate<V> change) {
        held.compute(key, (k, found) -> {
            long now = time.nanos();
            Entry<V> old = entryOf(found);
            Entry<V> live = old != null && old.livesAt(now) ? old : null;
            Entry<V> changed = change.apply(live, now);
            if (changed == live && live != null) {
                return found;
            }
            track(k, old, changed);
            return changed == null || changed.deadline() == Entry.NEVER ? valueOf(changed) : changed;
        });
    }

    private void track(String key, @Nullable Entry<V> old, @Nullable Entry<V> changed) {
        long before = old == null ? Entry.NEVER : old.deadline();
        long after = changed == null ? Entry.NEVER : changed.deadline();
        if (changed != null && after != Entry.NEVER) {
            changed.freedBy(
                    before == after && old != null ? old.expiry() : expiries().add(key, after));
        }
        if (before != after && old != null) {
            cancel(old);
        }
    }

    private Expiries expiries() {
        Expiries known = expiries;
        return known != null ? known : createdExpiries();
    }

    private synchronized Expiries createdExpiries() {
        Expiries known = expiries;
        if (known != null) {
            return known;
        }
        freeing.mayExpire();
        Expiries created = new Expiries();
        expiries = created;
        return created;
    }

    /** Calls a visitor with all keys, those of entries that have expired among them. */
    void forEachKey(Consumer<String> visitor) {
        held.keySet().forEach(visitor);
    }

    /** Calls a visitor with the entries that are there now. */
    void forEach(BiConsumer<String, V> visitor) {
        long now = time.nanos();
        held.forEach((key, found) -> {
            V value = found instanceof Entry<?> entry && !entry.livesAt(now) ? null : valueOf(found);
            if (value != null) {
                visitor.accept(key, value);
            }
        });
    }

    /** Frees what has expired, and returns how many entries that were at most. */
    int freeExpired() {
        Expiries known = expiries;
        if (known == null) {
            return 0;
        }
        return known.takeDue(
                time.nanos(),
                expiry -> held.computeIfPresent(
                        expiry.key(),
                        (key, found) -> found instanceof Entry<?> entry && entry.expiry() == expiry ? null : found));
    }

    /** Forgets the records of expiry, none of which belongs to an entry. Called while nothing else changes this. */
    void clearExpiries() {
        expiries = null;
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Returns how many entries are held, those that expired and were not freed yet among them. */
    int heldEntries() {
        return held.size();
    }

    /** Returns how many records of expiry are held that are not cancelled. */
    int heldExpiries() {
        Expiries known = expiries;
        return known == null ? 0 : known.size();
    }
}
