// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.LeaderElection;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a lock was built with, and what its acquisitions do on its scheduler. */
final class LockSettings {

    final LeaderElection elections;
    final String name;

    /** Different for each lock object. Acquisitions add a number. */
    final String owner;

    final Duration leaseDuration;

    /** The lease duration, less the margin. */
    final Duration validFor;

    final Duration retryPeriod;
    final boolean renews;
    final Clock clock;
    final Executor callbackExecutor;
    final ScheduledExecutorService scheduler;
    private final Executor requestExecutor;
    private final ErrorReporter errors;

    LockSettings(FencedLockBuilder builder, String owner) {
        elections = builder.elections;
        name = builder.name;
        this.owner = owner;
        leaseDuration = builder.leaseDuration;
        validFor = builder.validFor();
        retryPeriod = builder.retryPeriod();
        renews = builder.renews;
        clock = builder.clock;
        callbackExecutor = builder.callbackExecutor;
        scheduler = builder.scheduler;
        requestExecutor = builder.requestExecutor;
        errors = new ErrorReporter(FencedLock.class, builder.errorHandler, "a lock");
    }

    /** Runs a task on the scheduler after a delay. */
    Future<?> schedule(Runnable task, Duration delay) {
        return scheduler.schedule(task, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
    }

    /** Returns what makes a request on a thread for requests when the scheduler runs it. */
    Runnable onRequestThread(Runnable request, Runnable whenRejected) {
        if (requestExecutor == scheduler) {
            return request;
        }
        return () -> {
            try {
                requestExecutor.execute(request);
            } catch (RejectedExecutionException e) {
                report(e);
                whenRejected.run();
            }
        };
    }

    /** Makes a request that releases something, after a delay, and repeats it until it is answered or nothing can be held. */
    void releaseLater(Runnable release, Duration delay) {
        new PendingRelease(this, release).after(delay);
    }

    /**
     * Waits on the clock of the scheduler. The timer of the future is set far too late on purpose: the wait ends even if the
     * scheduler has no thread for it.
     */
    void await(Duration duration) throws InterruptedException {
        Future<?> never = schedule(() -> {}, duration.plusDays(1));
        try {
            never.get(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return; // As it should.
        } catch (ExecutionException e) {
            throw new IllegalStateException("a task that does nothing failed", e);
        } finally {
            never.cancel(false);
        }
    }

    void report(Throwable thrown) {
        errors.report(thrown);
    }
}
