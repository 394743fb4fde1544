// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;

/**
 * The settings of a {@link LoadingCache}.
 *
 * @param refreshAfter the fraction of its TTL after which a value is refreshed; 1 or more if values are not refreshed
 * @param random returns numbers from 0 (inclusive) to 1 (exclusive)
 */
record LoadingCacheSettings(
        ScheduledExecutorService scheduler,
        Executor refreshExecutor,
        Clock clock,
        Duration ttl,
        double jitter,
        double refreshAfter,
        Duration leaseDuration,
        Duration retryPeriod,
        Duration waitTimeout,
        UnavailablePolicy whenUnavailable,
        int localEntries,
        DoubleSupplier random,
        ErrorReporter errors) {

    /** Returns the TTL of the next value: the TTL that was set, less at most the jitter. */
    Duration nextTtl() {
        return fraction(ttl, 1 - jitter * random.getAsDouble());
    }

    boolean refreshes() {
        return refreshAfter < 1;
    }

    /** Returns a fraction of a TTL, in whole milliseconds, but not less than one. */
    static Duration fraction(Duration ttl, double fraction) {
        return Duration.ofMillis(Math.max(1, Math.round(ttl.toMillis() * fraction)));
    }

    Lease lease(Duration duration) {
        return new Lease(clock, duration, clock.instant());
    }
}
