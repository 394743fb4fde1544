// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The bugs that exploration is known to find. {@code docs/exploring-catalogue.md} lists them. */
public final class Catalogue {

    private static final List<KnownBug> BUGS = Stream.of(
                    Counters.BUGS,
                    Entries.BUGS,
                    Stacks.BUGS,
                    Locks.BUGS,
                    LocalLocks.BUGS,
                    Leaders.BUGS,
                    Leases.BUGS,
                    Electors.BUGS,
                    Members.BUGS,
                    Shards.BUGS,
                    LocalCaches.BUGS,
                    LostMessages.BUGS,
                    Jobs.BUGS,
                    Workers.BUGS)
            .flatMap(Collection::stream)
            .toList();

    private Catalogue() {}

    /** Returns all bugs, ordered by theme. */
    public static List<KnownBug> all() {
        return BUGS;
    }

    static KnownBug named(String name) {
        return BUGS.stream()
                .filter(bug -> bug.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
