// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.CoordinationUnavailableException;
import java.util.ArrayList;
import java.util.List;

/** The maximum number of entries in all maps of a backend together. Used only with the {@link StripedLock} held exclusively. */
final class EntryLimit {

    private final int maximum;
    private final List<ExpiringMap<?>> maps = new ArrayList<>();

    EntryLimit(int maximum) {
        this.maximum = maximum;
    }

    /** Counts the entries of a map toward the limit. */
    void include(ExpiringMap<?> map) {
        maps.add(map);
    }

    /**
     * Checks that there is room for one more entry. Expired entries take up no room.
     *
     * @param freeExpired frees the expired entries
     * @throws CoordinationUnavailableException if there is no room
     */
    void makeRoom(Runnable freeExpired) {
        if (isReached()) {
            freeExpired.run();
        }
        if (isReached()) {
            throw new CoordinationUnavailableException("the in-memory backend already holds its maximum of " + maximum
                    + " entries (G-06): delete entries, let some expire, or raise maximumEntries");
        }
    }

    private boolean isReached() {
        return maps.stream().mapToLong(ExpiringMap::heldEntries).sum() >= maximum;
    }
}
