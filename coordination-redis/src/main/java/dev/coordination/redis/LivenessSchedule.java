// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Checks the links of one handle at regular intervals (S-12). No check waits for a server or for another thread. A second
 * thread publishes the probes, which may have to wait for both.
 */
final class LivenessSchedule {

    private final Duration interval;
    private final AtomicBoolean started = new AtomicBoolean();
    private final SubscriptionLinks links;
    private final Probe probe;
    /** Starts its threads with the first tasks. */
    private final ScheduledThreadPoolExecutor checker =
            new ScheduledThreadPoolExecutor(2, task -> DaemonThreads.platform("coordination-redis-liveness", task));

    LivenessSchedule(SubscriptionLinks links, Probe probe, Duration interval) {
        this.links = links;
        this.probe = probe;
        this.interval = interval;
    }

    /**
     * Starts to check, unless this has been called before.
     *
     * @param timeout how long a thread may take to write one command, if that is shorter than the interval
     */
    void start(Duration timeout) {
        if (started.compareAndSet(false, true)) {
            try {
                Duration shorter = timeout.compareTo(interval) < 0 ? timeout : interval;
                schedule(() -> links.all().forEach(link -> check(link, SubscriberLink::checkWriter)), shorter);
                schedule(() -> links.all().forEach(link -> check(link, SubscriberLink::check)), interval);
                schedule(() -> probe.publish(links.all()), interval);
            } catch (RejectedExecutionException e) {
                // The handle has been closed, and closes the subscriptions that are being opened.
            }
        }
    }

    private void schedule(Runnable task, Duration every) {
        long nanos = every.toNanos();
        var unused = checker.scheduleWithFixedDelay(task, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** Checks a link. One that cannot be checked is lost, and the others are checked nevertheless. */
    private static void check(SubscriberLink link, Consumer<SubscriberLink> check) {
        try {
            check.accept(link);
        } catch (Throwable e) {
            link.lose(e);
        }
    }

    void stop() {
        checker.shutdownNow();
    }
}
