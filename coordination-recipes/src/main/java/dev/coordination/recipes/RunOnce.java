// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import dev.coordination.CoordinationException;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs a task at most once at a time in the cluster: while it runs anywhere, no other run of the same name begins.
 *
 * <pre>{@code
 * RunOnce nightly = RunOnce.builder(coordination, "nightly", "node-a", scheduler)
 *         .atMostFor(Duration.ofMinutes(10))
 *         .atLeastFor(Duration.ofMinutes(1))
 *         .build();
 *
 * nightly.run(term -> report.write(term.fencingToken()));
 * }</pre>
 *
 * <p>A run takes a lock, and does nothing if another run holds it (E-29). {@code atMostFor} is how long the lock is held if the
 * node dies; a task that is still running then is interrupted (E-30), unless the lock is {@linkplain RunOnceBuilder#keepAlive
 * kept alive} (E-32). {@code atLeastFor} is how long the lock is held even if the task takes less time, so that nodes whose
 * clocks differ do not run it one after the other (E-31).
 *
 * <p>At most one run holds the lock, provided that no clock gains or loses time against that of the backend while the lock is
 * held, and that the backend keeps its data. A process may still be stopped, or its task may not notice the interrupt. So pass
 * the {@linkplain Term#fencingToken fencing token} to the systems that the task writes to.
 *
 * <p>The task runs on the thread that calls {@link #run}. Timers run on the scheduler, and so do renewals, unless they have an
 * executor of their own. A renewal occupies a thread until it is answered; for timers to be on time, the scheduler must have a
 * thread more than can be occupied at once.
 *
 * <p>Thread-safe. Any number of runs can be attempted at the same time, by the same object too.
 *
 * @since 0.1.0
 */
public final class RunOnce {

    final LeaderElection elections;
    final Duration atMostFor;
    final Duration atLeastFor;
    final boolean keepAlive;
    final Clock clock;
    final ScheduledExecutorService scheduler;
    final RequestThreads requestThreads;

    private final String name;
    private final String nodeId;
    final ErrorReporter errors;
    private final AtomicLong runs = new AtomicLong();

    RunOnce(RunOnceBuilder builder, String owner) {
        elections = builder.elections;
        name = builder.name;
        nodeId = owner;
        atMostFor = builder.atMostFor;
        atLeastFor = builder.atLeastFor;
        keepAlive = builder.keepAlive;
        clock = builder.clock;
        scheduler = builder.scheduler;
        errors = new ErrorReporter(RunOnce.class, builder.errorHandler, this);
        requestThreads = new RequestThreads(scheduler, builder.requestExecutor, errors);
    }

    /**
     * Returns a builder.
     *
     * @param coordination the coordination
     * @param name the election that serves as the lock; tasks that must not run at the same time have the same name
     * @param nodeId the name of this node, which each run makes unique (E-29)
     * @param scheduler runs the timers and the renewals
     * @return a builder
     * @throws IllegalArgumentException if a name is invalid (G-01)
     * @since 0.1.0
     */
    public static RunOnceBuilder builder(
            DistributedCoordination coordination, String name, String nodeId, ScheduledExecutorService scheduler) {
        return new RunOnceBuilder(coordination, name, nodeId, scheduler);
    }

    /**
     * Runs a task on the calling thread, unless the lock is held.
     *
     * <p>If the lock is lost while the task runs, the task is interrupted; the thread is then no longer interrupted when this method
     * returns, and an {@link InterruptedException} of the task is not passed on (E-33). But if this method was called in another
     * task, which is interrupted as well, the thread still is. Any other exception of the task goes to the caller.
     *
     * <p>Makes one request before the task, and one after it, which releases the lock, also if the task throws. The release waits
     * until a renewal that is being made has been answered or has failed (E-34). So while the backend does not answer, this method
     * may return later than the task by the time after which two requests fail (G-06). An interrupt does not shorten that.
     *
     * @param task the task
     * @return what became of the task
     * @throws InterruptedException if the task throws it although the lock has not been lost
     * @throws CoordinationException if the request for the lock fails; the task was not run, and the lock is free again at most
     *     {@code atMostFor} later
     * @throws RejectedExecutionException if the scheduler is shut down; the task was not run
     * @since 0.1.0
     */
    public RunOnceResult run(RunOnceTask task) throws InterruptedException {
        Arguments.notNull(task, "task");
        Instant sentAt = clock.instant();
        Optional<Leadership> held = elections.tryAcquire(name, nodeId + "#" + runs.incrementAndGet(), atMostFor);
        return held.isPresent() ? new RunOnceLock(this, held.get(), sentAt).run(task) : RunOnceResult.NOT_RUN;
    }

    /** Returns the name and the node id. */
    @Override
    public String toString() {
        return "RunOnce[name=" + Arguments.quoted(name) + ", nodeId=" + Arguments.quoted(nodeId) + "]";
    }
}
