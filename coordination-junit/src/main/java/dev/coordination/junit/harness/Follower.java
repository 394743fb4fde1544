// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

import dev.coordination.Arguments;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Lets a backend follow a clock, in whole milliseconds. It is used by one thread at a time: the one that moves the
 * clock.
 */
final class Follower implements Consumer<Duration> {

    private final Consumer<? super Duration> passage;

    /** The time that has passed on the clock but not yet on the backend: less than a millisecond. */
    private Duration behind = Duration.ZERO;

    /** Creates a follower that makes time pass on the backend by calling {@code passage}. */
    Follower(Consumer<? super Duration> passage) {
        this.passage = passage;
    }

    @Override
    public void accept(Duration moved) {
        behind = behind.plus(moved);
        long millis = behind.toMillis();
        if (millis > 0) {
            passage.accept(Duration.ofMillis(millis));
            behind = behind.minusMillis(millis);
        }
    }

    /** Checks the unit of a time control, and rounds it up to a whole millisecond. */
    static Duration unit(Duration unit) {
        return Duration.ofMillis(Arguments.ttlMillis(unit, "unit"));
    }
}
