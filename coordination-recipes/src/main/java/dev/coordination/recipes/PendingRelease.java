// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Releases something in the background: tries each retry period until it is answered, or the lease must have expired. */
final class PendingRelease {

    private final LockSettings settings;
    private final Supplier<Boolean> release;

    /** Every request that may have extended the lease was made before this was created. */
    private final Instant expiry;

    PendingRelease(LockSettings settings, Supplier<Boolean> release) {
        this.settings = settings;
        this.release = release;
        this.expiry = settings.clock.instant().plus(settings.leaseDuration);
    }

    void after(Duration delay) {
        try {
            Future<?> unused = settings.schedule(this::due, delay);
        } catch (RejectedExecutionException e) { // So it expires.
            settings.errors.report(e);
        }
    }

    private void due() {
        settings.requestThreads.make(this::attempt, this::retry);
    }

    private void attempt() {
        Boolean reply = null;
        try {
            reply = settings.errors.ask(release);
        } finally {
            if (reply == null) {
                retry();
            }
        }
    }

    private void retry() {
        if (settings.clock.instant().plus(settings.retryPeriod).isBefore(expiry)) {
            after(settings.retryPeriod);
        }
    }
}
