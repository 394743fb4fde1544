// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A wait of a thread for a time, on the clock of a scheduler, which ends early if its future is cancelled.
 *
 * <p>The thread waits for the result of a task that it cancels before it is due. So the wait ends in time although all threads
 * of the scheduler are occupied.
 */
final class Wait {

    /** 146 years, the double of which is still a number of nanoseconds. */
    private static final long LONGEST = Long.MAX_VALUE / 2;

    private final long nanos;
    private final Future<?> future;

    /** Creates a wait. A scheduler that is shut down rejects it. */
    Wait(ScheduledExecutorService scheduler, Duration time) {
        this.nanos = Math.min(TimeUnit.NANOSECONDS.convert(time), LONGEST);
        this.future = scheduler.schedule(() -> {}, nanos * 2, TimeUnit.NANOSECONDS);
    }

    Future<?> future() {
        return future;
    }

    void cancel() {
        future.cancel(false);
    }

    void await() throws InterruptedException {
        try {
            future.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | CancellationException e) {
            // The time has passed, or the wait has ended early.
        } catch (ExecutionException e) {
            throw new IllegalStateException("an empty task has failed", e);
        } finally {
            cancel();
        }
    }
}
