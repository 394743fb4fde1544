// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/** Releases something in the background: tries each retry period until it is answered, or the lease must have expired. */
final class PendingRelease {

    private final LockSettings settings;
    private final Runnable release;

    /** Every request that may have extended the lease was made before this was created. */
    private final Instant expiry;

    PendingRelease(LockSettings settings, Runnable release) {
        this.settings = settings;
        this.release = release;
        this.expiry = settings.clock.instant().plus(settings.leaseDuration);
    }

    void after(Duration delay) {
        try {
            Future<?> unused = settings.schedule(settings.onRequestThread(this::attempt, this::retry), delay);
        } catch (RejectedExecutionException e) { // So it expires.
            settings.report(e);
        }
    }

    private void attempt() {
        boolean answered = false;
        try {
            release.run();
            answered = true;
        } catch (RuntimeException e) {
            settings.report(e);
        } finally {
            if (!answered) {
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
