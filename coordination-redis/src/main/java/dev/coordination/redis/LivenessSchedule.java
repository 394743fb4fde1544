// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Checks the links of one handle at regular intervals (S-12). */
final class LivenessSchedule {

    private final Duration interval;
    private final AtomicBoolean started = new AtomicBoolean();
    /** Starts its thread with the first task. */
    private final ScheduledThreadPoolExecutor checker =
            new ScheduledThreadPoolExecutor(1, task -> DaemonThreads.platform("coordination-redis-liveness", task));

    LivenessSchedule(Duration interval) {
        this.interval = interval;
    }

    /** Starts to check, unless this has been called before. */
    void start(SubscriptionLinks links) {
        if (started.compareAndSet(false, true)) {
            try {
                long nanos = interval.toNanos();
                var unused = checker.scheduleWithFixedDelay(
                        () -> links.all().forEach(SubscriberLink::check), nanos, nanos, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                // The handle has been closed, and closes the subscriptions that are being opened.
            }
        }
    }

    void stop() {
        checker.shutdownNow();
    }
}
