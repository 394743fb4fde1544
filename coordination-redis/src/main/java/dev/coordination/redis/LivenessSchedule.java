// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Checks the links of one handle at regular intervals (S-12). No check waits for a server or for another thread. */
final class LivenessSchedule {

    private final Duration interval;
    private final AtomicBoolean started = new AtomicBoolean();
    /** Starts its thread with the first task. */
    private final ScheduledThreadPoolExecutor checker =
            new ScheduledThreadPoolExecutor(1, task -> DaemonThreads.platform("coordination-redis-liveness", task));

    LivenessSchedule(Duration interval) {
        this.interval = interval;
    }

    /**
     * Starts to check, unless this has been called before.
     *
     * @param timeout how long a thread may take to write one command, if that is shorter than the interval
     */
    void start(SubscriptionLinks links, Duration timeout) {
        if (started.compareAndSet(false, true)) {
            try {
                schedule(links, SubscriberLink::checkWriter, timeout.compareTo(interval) < 0 ? timeout : interval);
                schedule(links, SubscriberLink::check, interval);
            } catch (RejectedExecutionException e) {
                // The handle has been closed, and closes the subscriptions that are being opened.
            }
        }
    }

    private void schedule(SubscriptionLinks links, Consumer<SubscriberLink> check, Duration every) {
        long nanos = every.toNanos();
        var unused =
                checker.scheduleWithFixedDelay(() -> links.all().forEach(check), nanos, nanos, TimeUnit.NANOSECONDS);
    }

    void stop() {
        checker.shutdownNow();
    }
}
