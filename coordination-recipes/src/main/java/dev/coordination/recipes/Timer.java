// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A timer that can be set again, which cancels what it was set to before. Not thread-safe. */
final class Timer {

    private final ScheduledExecutorService scheduler;
    private @Nullable Future<?> task;

    Timer(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Runs a task after a delay; at once if the delay is negative.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the scheduler is shut down
     */
    void set(Runnable due, Duration delay) {
        cancel();
        task = scheduler.schedule(due, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
    }

    void cancel() {
        if (task != null) {
            task.cancel(false);
            task = null;
        }
    }
}
