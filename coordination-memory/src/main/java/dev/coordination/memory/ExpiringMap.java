package dev.coordination.memory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A map whose entries expire on a {@link FakeClock}. Every look at an entry compares its deadline with the clock, so it is
 * gone at the very instant; {@link #freeExpired} frees what nobody touches again, at a cost of what expired alone.
 *
 * <p>Thread-safe; operations on one key are linearizable (C-11).
 */
final class ExpiringMap<V> {

    private final FakeClock clock;
    private final ConcurrentHashMap<String, Entry<V>> entries = new ConcurrentHashMap<>();

    /** One record for each entry that expires, changed together with the entry inside {@code entries.compute}. */
    private final ConcurrentSkipListSet<Expiry> expiries = new ConcurrentSkipListSet<>();

    ExpiringMap(FakeClock clock) {
        this.clock = clock;
    }

    /** When which key expires. */
    private record Expiry(long deadline, String key) implements Comparable<Expiry> {
        @Override
        public int compareTo(Expiry other) {
            return deadline != other.deadline ? Long.compare(deadline, other.deadline) : key.compareTo(other.key);
        }
    }

    /** Returns the entry of a key, or null when there is none. */
    @Nullable
    Entry<V> get(String key) {
        // The clock first: an entry that was renewed and then saw its old deadline pass was there all the time.
        long now = clock.nanos();
        Entry<V> entry = entries.get(key);
        return entry != null && entry.livesAt(now) ? entry : null;
    }

    /**
     * Changes the entry of a key atomically: {@code change} gets the entry that is there, or null, and returns the one that
     * shall be there, or null. It is called once. What it throws leaves everything as it was.
     */
    void change(String key, UnaryOperator<@Nullable Entry<V>> change) {
        entries.compute(key, (k, old) -> {
            Entry<V> live = old != null && old.livesAt(clock.nanos()) ? old : null;
            Entry<V> changed = change.apply(live);
            track(k, old, changed);
            return changed;
        });
    }

    /**
     * Changes the entry of a key atomically if it is there and the condition holds, and returns whether that was so.
     * {@code change} returns the entry that shall be there, or null.
     */
    boolean changeIf(String key, Predicate<Entry<V>> condition, Function<Entry<V>, @Nullable Entry<V>> change) {
        AtomicBoolean held = new AtomicBoolean();
        change(key, live -> {
            if (live == null || !condition.test(live)) {
                return live;
            }
            held.setPlain(true);
            return change.apply(live);
        });
        return held.getPlain();
    }

    /** Changes the entry of a key atomically if it is there, and returns whether it was. */
    boolean changeIfPresent(String key, Function<Entry<V>, @Nullable Entry<V>> change) {
        return changeIf(key, live -> true, change);
    }

    private void track(String key, @Nullable Entry<V> old, @Nullable Entry<V> changed) {
        long before = old == null ? Entry.NEVER : old.deadline();
        long after = changed == null ? Entry.NEVER : changed.deadline();
        if (before == after) {
            return;
        }
        if (before != Entry.NEVER) {
            expiries.remove(new Expiry(before, key));
        }
        if (after != Entry.NEVER) {
            expiries.add(new Expiry(after, key));
        }
    }

    /** Calls a visitor with the entries that are there now; those that come or go meanwhile may be seen or not. */
    void forEach(BiConsumer<String, V> visitor) {
        long now = clock.nanos();
        for (Map.Entry<String, Entry<V>> entry : entries.entrySet()) {
            if (entry.getValue().livesAt(now)) {
                visitor.accept(entry.getKey(), entry.getValue().value());
            }
        }
    }

    /** Frees the entries that have expired. */
    void freeExpired() {
        long now = clock.nanos();
        for (Expiry expiry : expiries) {
            if (expiry.deadline > now) {
                return;
            }
            // The entry first, then its record: an entry is never left without one.
            entries.computeIfPresent(expiry.key, (key, entry) -> entry.livesAt(now) ? entry : null);
            expiries.remove(expiry);
        }
    }

    /** Returns how many entries are held, those that expired and were not freed yet among them. */
    int heldEntries() {
        return entries.size();
    }

    /** Returns how many records of expiry are held. */
    int heldExpiries() {
        return expiries.size();
    }
}
