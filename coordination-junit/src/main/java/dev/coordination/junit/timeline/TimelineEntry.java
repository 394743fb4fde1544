// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.timeline;

import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An entry of a {@link Timeline}. Entries are immutable, and hold no references to objects of the test. */
interface TimelineEntry {

    /** Returns the position of this entry among all entries, in the order in which they began. */
    long sequence();

    /** Returns when this entry began, according to the clock of the test. */
    Instant at();

    /** Returns when this entry last occurred. */
    default Instant until() {
        return at();
    }

    /** Returns how many entries this one stands for. */
    default int size() {
        return 1;
    }

    /** Returns a number that two entries share if one {@linkplain #repeats repeats} the other. It is computed once. */
    int fingerprint();

    /** Returns whether this and another entry are the same except for their times. */
    boolean repeats(TimelineEntry other);

    /**
     * Returns an object that identifies the key, election or node whose TTL this entry set, or null if it set none.
     * Entries of one operation on the same key, election or node return equal objects.
     */
    default @Nullable Object ttlOf() {
        return null;
    }

    /** Returns the text of this entry, with times since {@code start}. */
    Stream<String> lines(Instant start);
}
