// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

/**
 * A map that creates no entry beyond an {@link EntryLimit}. Entries are created with the lock held exclusively, so that
 * they can be counted exactly; all other operations cost about the same as without a limit.
 */
final class LimitedMap<V> extends SnapshotMap<V> {

    private final EntryLimit limit;

    LimitedMap(TimeSource time, ExpiryQueue expiries, StripedLock lock, EntryLimit limit) {
        super(time, expiries, lock);
        this.limit = limit;
    }

    @Override
    void create(String key, Update update) {
        lock.exclusively(() -> {
            if (get(key) == null) { // Otherwise another thread has just created the entry.
                limit.makeRoom(this::freeExpiredLocked);
            }
            createLocked(key, update);
        });
    }
}
