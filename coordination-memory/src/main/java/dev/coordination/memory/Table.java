package dev.coordination.memory;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The entries of an {@link ExpiringMap} and the records by which they are freed.
 *
 * <p>Thread-safe; operations on one key are linearizable. What is told by one that {@link #isClosing} may not count.
 *
 * @param <V> what values are
 */
final class Table<V> {

    private final ConcurrentHashMap<String, Entry<V>> entries = new ConcurrentHashMap<>();

    /** One for each entry that expires, made before the entry can be seen, and cancelled once it cannot be any more. */
    private final Expiries expiries = new Expiries();

    private volatile boolean closing;

    /** What becomes of an entry. */
    interface Change<V> {
        @Nullable
        Entry<V> apply(@Nullable Entry<V> old);
    }

    @Nullable
    Entry<V> get(String key) {
        return entries.get(key);
    }

    /** Returns the entry of a key behind whoever is changing it. */
    @Nullable
    Entry<V> getBehindChange(String key) {
        return entries.computeIfPresent(key, (k, entry) -> entry);
    }

    /** Puts an entry without expiry in the place of whatever is there. */
    void put(String key, Entry<V> entry) {
        Entry<V> old = entries.put(key, entry);
        Expiry expiry = old == null ? null : old.expiry();
        if (expiry != null) {
            expiries.cancel(expiry);
        }
    }

    /** Changes an entry while nobody else does; what the change throws leaves everything as it was. */
    void change(String key, Change<V> change) {
        entries.compute(key, (k, old) -> {
            Entry<V> changed = change.apply(old);
            if (changed != old) {
                track(k, old, changed);
            }
            return changed;
        });
    }

    private void track(String key, @Nullable Entry<V> old, @Nullable Entry<V> changed) {
        long before = old == null ? Entry.NEVER : old.deadline();
        long after = changed == null ? Entry.NEVER : changed.deadline();
        Expiry expiry = old == null ? null : old.expiry();
        if (before != after) {
            if (expiry != null) {
                expiries.cancel(expiry);
            }
            expiry = after == Entry.NEVER ? null : expiries.add(key, after);
        }
        if (changed != null) {
            changed.freedBy(expiry);
        }
    }

    /** Frees what has expired, and returns how many entries that were. */
    int freeExpired(long now) {
        return expiries.takeDue(
                now,
                expiry -> entries.computeIfPresent(
                        expiry.key(), (key, entry) -> entry.expiry() == expiry ? null : entry));
    }

    /** Whether there is nothing, of all that was put before this was called. */
    boolean isEmpty() {
        // Not by the size, which follows later.
        return !entries.keySet().iterator().hasNext();
    }

    /** Whether this may be given up, or has been. */
    boolean isClosing() {
        return closing;
    }

    void setClosing(boolean closing) {
        this.closing = closing;
    }

    Set<Map.Entry<String, Entry<V>>> entries() {
        return entries.entrySet();
    }

    int heldEntries() {
        return entries.size();
    }

    int heldExpiries() {
        return expiries.size();
    }
}
