// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Checks the links of one handle at regular intervals (S-12). No check waits for a server or for another thread. A second
 * thread publishes the probes, which may have to wait for both.
 */
final class LivenessSchedule {

    private final SubscriptionLinks links;
    private final Probe probe;
    private final Duration interval;
    private final ScheduledThreadPoolExecutor checker;
    private final ReentrantLock starting = new ReentrantLock();

    /** Guarded by {@link #starting}. */
    private boolean started;

    LivenessSchedule(SubscriptionLinks links, Probe probe, Duration interval, ThreadFactory threads) {
        this.links = links;
        this.probe = probe;
        this.interval = interval;
        this.checker = new ScheduledThreadPoolExecutor(2, threads);
    }

    /**
     * Starts to check, unless it has been started before.
     *
     * @param timeout how long a thread may take to write one command, if that is shorter than the interval
     * @throws ThreadStartException if a thread cannot be started
     */
    void start(Duration timeout) {
        starting.lock();
        try {
            if (!started) {
                startThreads();
                Duration shorter = timeout.compareTo(interval) < 0 ? timeout : interval;
                schedule(() -> links.all().forEach(link -> check(link, SubscriberLink::checkWriter)), shorter);
                schedule(() -> links.all().forEach(link -> check(link, SubscriberLink::check)), interval);
                schedule(() -> probe.publish(links.all()), interval);
                started = true;
            }
        } catch (RejectedExecutionException e) {
            // The handle has been closed, and closes the subscriptions that are being opened.
        } finally {
            starting.unlock();
        }
    }

    /** Starts the threads before there are tasks, so that a failure leaves no tasks behind. */
    private void startThreads() {
        try {
            var unused = checker.prestartAllCoreThreads();
        } catch (Throwable e) {
            throw new ThreadStartException(e);
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
