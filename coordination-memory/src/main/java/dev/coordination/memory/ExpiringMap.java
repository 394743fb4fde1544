package dev.coordination.memory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A map whose entries expire on a {@link FakeClock}. Every look at an entry compares its deadline with the clock, so it is
 * gone at the very instant; {@link #freeExpired} frees what nobody touches again, at a cost of what expired alone.
 *
 * <p>Thread-safe; operations on one key are linearizable (C-11). A change happens at the instant at which it reads the clock,
 * once: one that shortens a TTL, while another thread moves the clock past the new deadline, may be seen to come later.
 */
final class ExpiringMap<V> {

    private final FakeClock clock;
    private final ConcurrentHashMap<String, Entry<V>> entries = new ConcurrentHashMap<>();

    /** A record for each entry that expires, made and removed inside {@code entries.compute}, or removed once it is due. */
    private final Expiries expiries = new Expiries();

    ExpiringMap(FakeClock clock) {
        this.clock = clock;
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

    /** Returns the entry of a key, or null when there is none. */
    @Nullable
    Entry<V> get(String key) {
        // The clock first: an entry that was renewed and then saw its old deadline pass was there all the time.
        long now = clock.nanos();
        Entry<V> entry = entries.get(key);
        return entry == null || entry.livesAt(now) ? entry : expired(key);
    }

    /**
     * Looks again, behind whoever is changing the entry: a renewal that began before the deadline may not have ended, and
     * an entry must not be gone first and there afterwards. Frees nothing, for a snapshot may be under way.
     */
    private @Nullable Entry<V> expired(String key) {
        AtomicReference<@Nullable Entry<V>> seen = new AtomicReference<>();
        entries.computeIfPresent(key, (k, entry) -> {
            seen.setPlain(entry.livesAt(clock.nanos()) ? entry : null);
            return entry;
        });
        return seen.getPlain();
    }

    /**
     * Changes the entry of a key atomically: {@code change} gets the entry that is there, or null, and returns the one that
     * shall be there, or null. It is called once. What it throws leaves everything as it was.
     */
    void change(String key, ChangeOrCreate<V> change) {
        entries.compute(key, (k, old) -> {
            long now = clock.nanos();
            Entry<V> changed = change.apply(old != null && old.livesAt(now) ? old : null, now);
            track(k, old, changed);
            return changed;
        });
    }

    /**
     * Changes the entry of a key atomically if it is there and the condition holds, and returns whether that was so.
     * {@code change} returns the entry that shall be there, or null.
     */
    boolean changeIf(String key, Predicate<Entry<V>> condition, Change<V> change) {
        AtomicBoolean held = new AtomicBoolean();
        change(key, (live, now) -> {
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

    private void track(String key, @Nullable Entry<V> old, @Nullable Entry<V> changed) {
        long before = old == null ? Entry.NEVER : old.deadline();
        long after = changed == null ? Entry.NEVER : changed.deadline();
        if (before == after) {
            return;
        }
        if (before != Entry.NEVER) {
            expiries.remove(before, key);
        }
        if (after != Entry.NEVER) {
            expiries.add(after, key);
        }
    }

    /**
     * Calls a visitor with the keys of all entries that are held, those that have expired among them: whether one is there is
     * decided by who changes it, for its renewal may not have ended. Those that come or go meanwhile may be seen or not.
     */
    void forEachKey(Consumer<String> visitor) {
        entries.keySet().forEach(visitor);
    }

    /**
     * Calls a visitor with the entries that are there now, while nobody changes any; its caller sees to that.
     */
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
        expiries.forEachUntil(now, (key, deadline) -> {
            // The entry first, then its record: an entry is never left without one.
            entries.computeIfPresent(key, (k, entry) -> entry.livesAt(now) ? entry : null);
            expiries.remove(deadline, key);
        });
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
