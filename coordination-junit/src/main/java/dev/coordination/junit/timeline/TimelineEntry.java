// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.timeline;

import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An entry of a {@link Timeline}. Immutable, and without references to objects of the test. */
interface TimelineEntry {

    /** Returns the order among all entries, by their start. */
    long sequence();

    /** Returns when it began, by the clock of the test. */
    Instant at();

    /** Returns when it happened last. */
    default Instant until() {
        return at();
    }

    /** Returns how many entries it stands for. */
    default int size() {
        return 1;
    }

    /** Returns a number that two entries share if one {@linkplain #repeats repeats} the other, computed once. */
    int fingerprint();

    /** Returns whether this and another entry are the same except for their times. */
    boolean repeats(TimelineEntry other);

    /** Returns what was given a TTL, or null if nothing was. Equal for later calls on the same key, election or node. */
    default @Nullable Object ttlOf() {
        return null;
    }

    /** Returns the lines that people read, with times since {@code start}. */
    Stream<String> lines(Instant start);
}
