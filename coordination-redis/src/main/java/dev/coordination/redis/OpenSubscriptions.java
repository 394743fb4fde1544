// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The open subscriptions of one handle. Checks their connections at regular intervals (S-12). */
final class OpenSubscriptions {

    private final Set<RedisSubscription> open = ConcurrentHashMap.newKeySet();
    private final Duration interval;
    private final AtomicBoolean checking = new AtomicBoolean();
    /** Starts its thread with the first task. */
    private final ScheduledExecutorService checker = Executors.newSingleThreadScheduledExecutor(
            task -> DaemonThreads.platform("coordination-redis-liveness", task));

    OpenSubscriptions(Duration interval) {
        this.interval = interval;
    }

    void add(RedisSubscription subscription) {
        open.add(subscription);
        if (checking.compareAndSet(false, true)) {
            try {
                long nanos = interval.toNanos();
                var unused = checker.scheduleWithFixedDelay(this::check, nanos, nanos, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                // The handle has been closed; the caller of add() closes the subscription.
            }
        }
    }

    void remove(RedisSubscription subscription) {
        open.remove(subscription);
    }

    private void check() {
        open.forEach(RedisSubscription::checkAlive);
    }

    /**
     * Closes all subscriptions. Starts closing every one before it waits for any, so that the waits for an unresponsive
     * server overlap.
     */
    void closeAll() {
        checker.shutdownNow();
        open.forEach(RedisSubscription::startClosing);
        open.forEach(RedisSubscription::close);
    }
}
