// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the requests of a recipe one at a time, each when it is due.
 *
 * <p>A request returns after which delay the next one is due, or {@code null} if none is. If several are asked for, the earliest
 * counts. So asking for another one never delays a request, not even one that is due and waits for a thread.
 */
final class RequestLoop {

    private final RequestThreads threads;
    private final Duration retryPeriod;
    private final Supplier<@Nullable Duration> request;
    private final Runnable afterwards;
    private final ErrorReporter errors;

    /** Held during a request, so that there is only one at a time, and so that others can wait for it. */
    private final ReentrantLock running = new ReentrantLock();

    /** The number of the request that is due next. A timer that was cancelled too late has an older one. Guarded by this loop. */
    private long ticket;

    /** Whether a request is being made. Guarded by this loop. */
    private boolean busy;

    /** The delay that was asked for during the request. Guarded by this loop. */
    private @Nullable Duration asked;

    /** Guarded by this loop. */
    private boolean stopped;

    /** Guarded by this loop. */
    private final Timer timer;

    /**
     * Creates a loop that makes no request yet.
     *
     * @param retryPeriod when a request is due again that threw an error, or that its executor rejected
     * @param request makes a request
     * @param afterwards called after each request, when others can be made
     */
    RequestLoop(
            ScheduledExecutorService scheduler,
            Executor executor,
            Duration retryPeriod,
            Supplier<@Nullable Duration> request,
            Runnable afterwards,
            ErrorReporter errors) {
        this.timer = new Timer(scheduler);
        this.threads = new RequestThreads(scheduler, executor, errors);
        this.retryPeriod = retryPeriod;
        this.request = request;
        this.afterwards = afterwards;
        this.errors = errors;
    }

    /** Makes the first request after a delay. Throws a {@link RejectedExecutionException} if the scheduler is shut down. */
    synchronized void start(Duration delay) {
        schedule(delay);
    }

    /** Makes the next request after a delay, or earlier if it is due earlier. A scheduler that rejects it stops the loop. */
    void next(Duration delay) {
        RejectedExecutionException rejection = null;
        synchronized (this) {
            if (busy) {
                asked = earlier(asked, delay);
            } else if (!timer.isDueWithin(delay)) {
                rejection = trySchedule(delay);
            }
        }
        report(rejection);
    }

    /** Begins no request from now on. */
    synchronized void stop() {
        stopped = true;
        cancelTimer();
    }

    /** Makes a request on the calling thread, when the one that is running has ended, even if the loop is stopped. */
    void run(Runnable one) {
        running.lock();
        try {
            one.run();
        } finally {
            running.unlock();
        }
    }

    /** Waits for the request that is running. */
    void await() {
        run(() -> {});
    }

    private void due(long due) {
        threads.make(() -> make(due), () -> retry(due));
    }

    private void retry(long due) {
        RejectedExecutionException rejection = null;
        synchronized (this) {
            if (due == ticket) {
                rejection = trySchedule(retryPeriod);
            }
        }
        report(rejection);
    }

    private void make(long due) {
        running.lock();
        try {
            if (begins(due)) {
                make();
            }
        } finally {
            running.unlock();
            afterwards.run();
        }
    }

    private void make() {
        Duration delay = retryPeriod;
        try {
            delay = request.get();
        } finally {
            report(ended(delay));
        }
    }

    private synchronized boolean begins(long due) {
        busy = due == ticket && !stopped;
        return busy;
    }

    private synchronized @Nullable RejectedExecutionException ended(@Nullable Duration delay) {
        Duration next = earlier(asked, delay);
        busy = false;
        asked = null;
        if (next == null) {
            cancelTimer();
            return null;
        }
        return trySchedule(next);
    }

    private static @Nullable Duration earlier(@Nullable Duration one, @Nullable Duration other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) < 0 ? one : other;
    }

    private synchronized @Nullable RejectedExecutionException trySchedule(Duration delay) {
        try {
            schedule(delay);
            return null;
        } catch (RejectedExecutionException e) {
            stop();
            return e;
        }
    }

    private synchronized void schedule(Duration delay) {
        if (stopped) {
            return;
        }
        cancelTimer();
        long due = ticket;
        timer.set(() -> due(due), delay);
    }

    private synchronized void cancelTimer() {
        ticket++;
        timer.cancel();
    }

    private void report(@Nullable RejectedExecutionException rejection) {
        if (rejection != null) {
            errors.report(rejection);
        }
    }
}
