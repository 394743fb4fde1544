package dev.coordination.memory;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A map that creates no entry beyond an {@link EntryLimit}. Creating is done with the gate alone, so that entries can be counted
 * exactly; everything else costs about what it costs without a limit.
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

    /** {@inheritDoc} It is called twice if it creates an entry, and what the first call returns is dropped. */
    @Override
    void change(String key, ChangeOrCreate<V> change) {
        AtomicBoolean creates = new AtomicBoolean();
        super.change(key, (live, now) -> {
            Entry<V> changed = change.apply(live, now);
            creates.setPlain(live == null && changed != null);
            return creates.getPlain() ? null : changed;
        });
        if (creates.getPlain()) {
            gate.alone(() -> createAlone(key, change));
        }
    }

    private void createAlone(String key, ChangeOrCreate<V> change) {
        if (get(key) == null) { // Otherwise another thread has created it meanwhile.
            limit.makeRoom();
        }
        table().change(key, change);
    }
}
