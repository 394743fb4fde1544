// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.spi.ThreadStoppedError;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A timer that can be set again, which cancels what it was set to before. Not thread-safe. */
final class Timer {

    private final ScheduledExecutorService scheduler;
    private @Nullable ScheduledFuture<?> task;

    Timer(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Runs a task after a delay; at once if the delay is negative.
     *
     * @throws RejectedExecutionException if the scheduler is shut down, or throws anything else
     */
    void set(Runnable due, Duration delay) {
        cancel();
        try {
            task = scheduler.schedule(due, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException | ThreadStoppedError e) {
            throw e;
        } catch (RuntimeException | Error e) { // Such as a thread that cannot be created.
            throw new RejectedExecutionException("the scheduler has failed to set a timer", e);
        }
    }

    /** Returns whether the task to which this timer was set is due within a delay, or was due already. */
    boolean isDueWithin(Duration delay) {
        return task != null && task.getDelay(TimeUnit.NANOSECONDS) <= Math.max(0, delay.toNanos());
    }

    void cancel() {
        if (task != null) {
            task.cancel(false);
            task = null;
        }
    }
}
