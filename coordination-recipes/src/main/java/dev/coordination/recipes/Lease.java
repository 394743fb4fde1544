// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How long something that the backend has granted for a time can be relied on, as far as this process knows.
 *
 * <p>Time counts from before the request was sent: the backend cannot have started to count earlier. A lease that has ended
 * stays so.
 */
final class Lease {

    private final Clock clock;
    private final Duration validFor;

    /** Guarded by this lease. */
    private Instant deadline;

    /** Guarded by this lease. */
    private boolean ended;

    Lease(Clock clock, Duration validFor, Instant sentAt) {
        this.clock = clock;
        this.validFor = validFor;
        this.deadline = sentAt.plus(validFor);
    }

    boolean isValid() {
        return !remaining().isZero();
    }

    synchronized Duration remaining() {
        Duration left = ended ? Duration.ZERO : Duration.between(clock.instant(), deadline);
        if (left.isNegative() || left.isZero()) {
            ended = true;
            return Duration.ZERO;
        }
        return left;
    }

    /** Extends the lease after a successful renewal, unless it has ended. Returns whether it is valid. */
    synchronized boolean extend(Instant sentAt) {
        if (!isValid()) {
            return false;
        }
        Instant later = sentAt.plus(validFor);
        if (later.isAfter(deadline)) {
            deadline = later;
        }
        return isValid();
    }

    synchronized void end() {
        ended = true;
    }
}
