package dev.coordination.memory;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
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
 *
 * <p>A hash table never shrinks, so one that has grown is given up when it is empty. It is closing first, which whoever has
 * done something on it sees: then what was done counts if the table is kept, and is done anew on the next one if not. Who does
 * not see it was done before the table was found empty, and has left nothing in it.
 */
final class ExpiringMap<V> {

    /** After so many entries were freed a table counts as grown. */
    private static final int GROWN = 1_000;

    private final FakeClock clock;
    private final int grown;

    private final Object giveUp = new Object();

    /** Written with the monitor of {@link #giveUp}. */
    private volatile Table<V> table = new Table<>();

    /** How many entries of the table were freed. Guarded by the monitor of {@link #giveUp}. */
    private int freed;

    ExpiringMap(FakeClock clock) {
        this(clock, GROWN);
    }

    ExpiringMap(FakeClock clock, int grown) {
        this.clock = clock;
        this.grown = grown;
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
        while (true) {
            Table<V> on = table;
            Entry<V> entry = on.get(key);
            if (entry != null && !entry.livesAt(now)) {
                entry = expired(on, key);
            }
            if (counts(on)) {
                return entry;
            }
        }
    }

    /**
     * Looks again, behind whoever is changing the entry: a renewal that began before the deadline may not have ended, and
     * an entry must not be gone first and there afterwards. Frees nothing, for a snapshot may be under way.
     */
    private @Nullable Entry<V> expired(Table<V> on, String key) {
        Entry<V> entry = on.getBehindChange(key);
        return entry != null && entry.livesAt(clock.nanos()) ? entry : null;
    }

    /** Whether what was done on a table counts. */
    private boolean counts(Table<V> on) {
        return !on.isClosing() || isKept(on);
    }

    private boolean isKept(Table<V> on) {
        synchronized (giveUp) {
            return table == on;
        }
    }

    /** Lets a value be there for ever, whatever was. */
    void put(String key, V value) {
        Entry<V> entry = new Entry<>(value, Entry.NEVER);
        Table<V> on;
        do {
            on = table;
            on.put(key, entry);
        } while (!counts(on));
    }

    /**
     * Changes the entry of a key atomically: {@code change} gets the entry that is there, or null, and returns the one that
     * shall be there, or null. It may be called more than once, the last time counts. What it throws leaves everything as it
     * was.
     */
    void change(String key, ChangeOrCreate<V> change) {
        Table<V> on;
        do {
            on = table;
            try {
                on.change(key, old -> {
                    long now = clock.nanos();
                    return change.apply(old != null && old.livesAt(now) ? old : null, now);
                });
            } catch (RuntimeException refusal) {
                if (counts(on)) { // It may be what others have done that does not count.
                    throw refusal;
                }
            }
        } while (!counts(on));
    }

    /**
     * Changes the entry of a key atomically if it is there and the condition holds, and returns whether that was so.
     * {@code change} returns the entry that shall be there, or null.
     */
    boolean changeIf(String key, Predicate<Entry<V>> condition, Change<V> change) {
        AtomicBoolean held = new AtomicBoolean();
        change(key, (live, now) -> {
            if (live == null || !condition.test(live)) {
                held.setPlain(false);
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
        for (Map.Entry<String, Entry<V>> entry : table.entries()) {
            visitor.accept(entry.getKey());
        }
    }

    /** Calls a visitor with the entries that are there now, while nobody changes or frees any; its caller sees to that. */
    void forEach(BiConsumer<String, V> visitor) {
        long now = clock.nanos();
        for (Map.Entry<String, Entry<V>> entry : table.entries()) {
            if (entry.getValue().livesAt(now)) {
                visitor.accept(entry.getKey(), entry.getValue().value());
            }
        }
    }

    /** Frees the entries that have expired, and the table once it is empty and has grown. */
    void freeExpired() {
        synchronized (giveUp) {
            freed += table.freeExpired(clock.nanos());
            if (freed >= grown && table.isEmpty()) {
                giveUpIfEmpty();
            }
        }
    }

    private void giveUpIfEmpty() {
        table.setClosing(true);
        if (table.isEmpty()) {
            table = new Table<>();
            freed = 0;
        } else {
            table.setClosing(false);
        }
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
