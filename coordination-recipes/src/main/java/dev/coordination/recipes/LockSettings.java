// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import dev.coordination.LeaderElection;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What a lock was built with, and what its acquisitions do on its scheduler. */
final class LockSettings {

    final LeaderElection elections;
    final String name;

    /** Different for each lock object. Acquisitions add a number. */
    final String owner;

    final Duration leaseDuration;

    /** The lease duration, less the margin. */
    final Duration validFor;

    /** How long after the last renewal was sent the next one is due. */
    final Duration renewalInterval;

    final Duration retryPeriod;
    final boolean renews;
    final Clock clock;
    final Executor callbackExecutor;
    final ScheduledExecutorService scheduler;
    final RequestThreads requestThreads;
    final ErrorReporter errors;

    LockSettings(FencedLockBuilder builder, String owner) {
        elections = builder.elections;
        name = builder.name;
        this.owner = owner;
        leaseDuration = builder.leaseDuration;
        validFor = builder.validFor();
        renewalInterval = leaseDuration.dividedBy(3);
        retryPeriod = builder.retryPeriod();
        renews = builder.renews;
        clock = builder.clock;
        callbackExecutor = builder.callbackExecutor;
        scheduler = builder.scheduler;
        errors = new ErrorReporter(
                FencedLock.class, builder.errorHandler, "FencedLock[name=" + Arguments.quoted(name) + "]");
        requestThreads = new RequestThreads(scheduler, builder.requestExecutor, errors);
    }

    /** Runs a task on the scheduler after a delay. */
    Future<?> schedule(Runnable task, Duration delay) {
        return scheduler.schedule(task, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
    }

    /** Makes a request that releases something, after a delay, and repeats it until it is answered or nothing can be held. */
    void releaseLater(Supplier<Boolean> release, Duration delay) {
        new PendingRelease(this, release).after(delay);
    }

    /** Waits on the clock of the scheduler. */
    void await(Duration duration) throws InterruptedException {
        new Wait(scheduler, duration).await();
    }
}
