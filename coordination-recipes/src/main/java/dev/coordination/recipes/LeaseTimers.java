// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongConsumer;

/**
 * The timers of a lease that is renewed: one for the next request, and one for the deadline. Not thread-safe.
 *
 * <p>A timer that was cancelled too late still runs. So each request has a ticket, and only that of the last one is valid.
 */
final class LeaseTimers {

    private final LongConsumer requestDue;

    private final Timer request;
    private final Timer deadline;

    private long ticket;

    /**
     * Creates timers that do not run yet.
     *
     * @param requestDue is passed the ticket of a request that is due
     */
    LeaseTimers(ScheduledExecutorService scheduler, LongConsumer requestDue) {
        this.request = new Timer(scheduler);
        this.deadline = new Timer(scheduler);
        this.requestDue = requestDue;
    }

    boolean isDue(long due) {
        return due == ticket;
    }

    /**
     * Sets when the next request is due.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the scheduler is shut down
     */
    void requestAfter(Duration delay) {
        long due = ++ticket;
        request.set(() -> requestDue.accept(due), delay);
    }

    /**
     * Sets the timer to the deadline.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the scheduler is shut down
     */
    void deadlineAfter(Duration remaining, Runnable due) {
        deadline.set(due, remaining);
    }

    void cancel() {
        ticket++;
        request.cancel();
        deadline.cancel();
    }
}
