// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The durations of an elector, which fit together.
 *
 * @param leaseDuration the TTL of a term on the backend
 * @param renewDeadline how long a term remains valid after the last request that succeeded
 * @param retryPeriod the time between two attempts
 */
record ElectorTimes(Duration leaseDuration, Duration renewDeadline, Duration retryPeriod) {

    ElectorTimes {
        if (renewDeadline.compareTo(leaseDuration.dividedBy(3)) <= 0 || renewDeadline.compareTo(leaseDuration) >= 0) {
            throw new IllegalArgumentException("renewDeadline must be more than a third of the leaseDuration, "
                    + leaseDuration + ", and less than all of it, but was " + renewDeadline);
        }
        if (retryPeriod.isZero() || retryPeriod.isNegative() || retryPeriod.compareTo(renewDeadline) >= 0) {
            throw new IllegalArgumentException("retryPeriod must be positive and less than the renewDeadline, "
                    + renewDeadline + ", but was " + retryPeriod);
        }
    }

    /**
     * Returns these durations. Those that are {@code null} have their defaults, in proportion to the lease duration.
     *
     * @throws IllegalArgumentException if they are invalid, or do not fit together
     */
    static ElectorTimes of(Duration leaseDuration, @Nullable Duration renewDeadline, @Nullable Duration retryPeriod) {
        LeaseDurations.check(leaseDuration, "leaseDuration"); // First, since a long duration may overflow.
        return new ElectorTimes(
                leaseDuration,
                renewDeadline != null
                        ? renewDeadline
                        : leaseDuration.multipliedBy(2).dividedBy(3),
                retryPeriod != null
                        ? retryPeriod
                        : leaseDuration.multipliedBy(2).dividedBy(15));
    }

    Duration renewalInterval() {
        return leaseDuration.dividedBy(3);
    }
}
