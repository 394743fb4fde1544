// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import java.util.concurrent.locks.StampedLock;
import java.util.function.BiConsumer;

/**
 * A map that supports consistent snapshots: every change shares the {@link StripedLock}, and a snapshot holds it
 * exclusively.
 */
class SnapshotMap<V> extends ExpiringMap<V> {

    SnapshotMap(TimeSource time, ExpiryQueue expiries, StripedLock lock) {
        super(time, expiries, lock);
    }

    @Override
    final void put(String key, V value) {
        change(key, (live, now) -> new Entry<>(value, Entry.NEVER));
    }

    @Override
    final void changeHeld(String key, Update update) {
        StampedLock stripe = lock.stripe();
        long stamp = stripe.readLock();
        try {
            super.changeHeld(key, update);
        } finally {
            stripe.unlockRead(stamp);
        }
    }

    /** Calls a visitor, which must not use this map, with all entries that are live at one moment. */
    final void forEachAtOnce(BiConsumer<String, V> visitor) {
        lock.exclusively(() -> forEach(visitor));
    }
}
