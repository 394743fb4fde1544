// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import java.time.Duration;

/** Checks durations for which something is held on the backend while a process renews it. */
final class LeaseDurations {

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private LeaseDurations() {}

    /** Checks a duration. A part of a shorter one, such as a margin, could be zero. */
    static void check(Duration duration, String argument) {
        long unused = Arguments.ttlMillis(duration, argument);
        if (duration.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(argument + " must be at least 1 millisecond, but was " + duration);
        }
    }
}
