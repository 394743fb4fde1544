// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spring.integration;

import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.TaskScheduler;

/**
 * The repeated renewal of a lock. Thread-safe.
 *
 * <p>It only becomes more frequent. Otherwise a renewal under way, for a shorter time, could be the last one before the lock
 * expires.
 */
final class Renewal {

    private @Nullable TaskScheduler scheduler;
    private Runnable renew = () -> {};
    private Duration interval = Duration.ZERO;
    private @Nullable Future<?> running;

    synchronized void start(TaskScheduler newScheduler, Runnable newRenew, Duration timeToLive) {
        scheduler = newScheduler;
        renew = newRenew;
        schedule(newScheduler, timeToLive.dividedBy(3));
    }

    /** Renews the lock more often, if it expires sooner than before. Does nothing unless this has been started. */
    synchronized void atLeastEachThirdOf(Duration timeToLive) {
        Duration third = timeToLive.dividedBy(3);
        if (scheduler != null && third.compareTo(interval) < 0) {
            schedule(scheduler, third);
        }
    }

    private void schedule(TaskScheduler on, Duration newInterval) {
        Future<?> former = running;
        running = on.scheduleWithFixedDelay(renew, on.getClock().instant().plus(newInterval), newInterval);
        interval = newInterval;
        if (former != null) {
            former.cancel(false);
        }
    }

    synchronized void stop() {
        scheduler = null;
        if (running != null) {
            running.cancel(false);
        }
    }
}
