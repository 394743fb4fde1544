// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.ArrayList;
import java.util.List;

/**
 * What the conditions that must always hold have read in any schedule. A condition may read different resources in different
 * schedules, and what it does not read in one of them may make it fail in another.
 */
final class Watched {

    private final List<Footprint> conditions = new ArrayList<>();
    private final List<Boolean> unknown = new ArrayList<>();

    /** Adds what a condition has read. A condition that has read nothing may depend on every step. */
    void add(int number, Footprint reads) {
        while (conditions.size() < number) {
            conditions.add(new Footprint());
            unknown.add(false);
        }
        if (reads.isEmpty()) {
            unknown.set(number - 1, true);
        } else {
            conditions.get(number - 1).addAll(reads);
        }
    }

    /** Returns whether two steps may both affect the same condition. */
    boolean areWatched(Footprint a, Footprint b) {
        for (int i = 0; i < conditions.size(); i++) {
            if (unknown.get(i)) {
                return true;
            }
            Footprint reads = conditions.get(i);
            if (a.writes() && b.writes() && a.conflictsWith(reads) && b.conflictsWith(reads)) {
                return true;
            }
        }
        return false;
    }
}
