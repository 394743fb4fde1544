package dev.coordination.memory;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A map that creates no entry beyond an {@link EntryLimit}. Entries are created with the gate alone, so that they can be counted
 * exactly; all other operations cost about the same as without a limit.
 */
final class LimitedMap<V> extends ExpiringMap<V> {

    private final Gate gate;
    private final EntryLimit limit;

    LimitedMap(TimeSource time, Gate gate, Freeing freeing, EntryLimit limit) {
        super(time, gate, freeing);
        this.gate = gate;
        this.limit = limit;
    }

    @Override
    void put(String key, V value) {
        change(key, (old, now) -> new Entry<>(value, Entry.NEVER));
    }

    @Override
    void change(String key, ChangeOrCreate<V> change) {
        AtomicBoolean absent = new AtomicBoolean();
        changeShared(key, (live, now) -> {
            absent.setPlain(live == null);
            return live == null ? null : change.apply(live, now); // Called once in all: it may record it.
        });
        if (absent.getPlain()) {
            gate.alone(() -> createAlone(key, change));
        }
    }

    private void createAlone(String key, ChangeOrCreate<V> change) {
        if (get(key) == null) { // Otherwise another thread has created it in the meantime.
            limit.makeRoom();
        }
        table().change(key, change);
    }
}
