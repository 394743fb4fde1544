package dev.coordination.memory;

import dev.coordination.CoordinationUnavailableException;
import java.util.ArrayList;
import java.util.List;

/** How many entries all maps of one backend may hold together. Used with the {@link Gate} alone. */
final class EntryLimit {

    private final int maximum;
    private final List<ExpiringMap<?>> maps = new ArrayList<>();

    EntryLimit(int maximum) {
        this.maximum = maximum;
    }

    /** Lets the entries of a map count. */
    void include(ExpiringMap<?> map) {
        maps.add(map);
    }

    /**
     * Returns if there is room for one entry more; what has expired takes none.
     *
     * @throws CoordinationUnavailableException if there is none
     */
    void makeRoom() {
        if (isReached()) {
            maps.forEach(ExpiringMap::freeExpiredAlone);
        }
        if (isReached()) {
            throw new CoordinationUnavailableException("the in-memory backend holds its maximumEntries of " + maximum
                    + " and creates no other (G-06): delete entries, let some expire, or allow more");
        }
    }

    private boolean isReached() {
        return maps.stream().mapToLong(ExpiringMap::heldEntries).sum() >= maximum;
    }
}
