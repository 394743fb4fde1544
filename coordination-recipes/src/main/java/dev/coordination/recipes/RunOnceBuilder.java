// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link RunOnce}. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class RunOnceBuilder {

    final LeaderElection elections;
    final String name;
    final String nodeId;
    final ScheduledExecutorService scheduler;
    Executor requestExecutor;
    private final Incarnation incarnation = new Incarnation();
    Duration atMostFor = Duration.ofMinutes(10);
    Duration atLeastFor = Duration.ZERO;
    boolean keepAlive;
    Clock clock;

    @Nullable
    Consumer<? super Throwable> errorHandler;

    RunOnceBuilder(
            DistributedCoordination coordination, String name, String nodeId, ScheduledExecutorService scheduler) {
        this.elections = Arguments.notNull(coordination, "coordination").leaderElection();
        this.name = Arguments.election(name);
        this.nodeId = Arguments.nodeId(nodeId);
        this.scheduler = Arguments.notNull(scheduler, "scheduler");
        this.clock = MonotonicClock.defaultFor(scheduler);
        this.requestExecutor = scheduler;
    }

    /**
     * Sets how long the lock is held if the node dies, and how long a task may take unless the lock is kept alive (E-30). The
     * default is 10 minutes.
     *
     * @param duration the TTL of the lock
     * @return this builder
     * @since 0.1.0
     */
    public RunOnceBuilder atMostFor(Duration duration) {
        atMostFor = Arguments.notNull(duration, "duration");
        return this;
    }

    /**
     * Sets how long the lock is held even if the task takes less time (E-31). The default is zero: the lock is free when the task
     * has ended. Set it to more than the clocks of the nodes can differ, and to less than the time between two runs.
     *
     * @param duration not negative, and at most {@link #atMostFor}
     * @return this builder
     * @since 0.1.0
     */
    public RunOnceBuilder atLeastFor(Duration duration) {
        atLeastFor = Arguments.notNull(duration, "duration");
        return this;
    }

    /**
     * Renews the lock while the task runs, each third of {@link #atMostFor} (E-32). The task may then take any time, and
     * {@code atMostFor} can be short, so that another node takes over soon if this one dies. A task that never ends keeps the lock
     * for ever. By default, the lock is not renewed.
     *
     * @return this builder
     * @since 0.1.0
     */
    public RunOnceBuilder keepAlive() {
        keepAlive = true;
        return this;
    }

    /**
     * Sets the clock, for tests. It must never go back. The default is the clock of the scheduler if that is a
     * {@link dev.coordination.spi.ClockedScheduler}, such as one of a fake clock; otherwise it follows {@link System#nanoTime},
     * which nobody can set.
     *
     * @param newClock the clock
     * @return this builder
     * @since 0.1.0
     */
    public RunOnceBuilder clock(Clock newClock) {
        clock = Arguments.notNull(newClock, "newClock");
        return this;
    }

    /**
     * Sets on which threads renewals are made. The default is the scheduler. Set it if more renewals can hang at once than the
     * scheduler has threads: otherwise the deadlines of locks are noticed late.
     *
     * @param executor the executor
     * @return this builder
     * @since 0.1.0
     */
    public RunOnceBuilder requestExecutor(Executor executor) {
        requestExecutor = Arguments.notNull(executor, "executor");
        return this;
    }

    /**
     * Sets what makes the node id unique, together with the number of the run (E-29). The default is a random UUID, another one
     * each time. Set it only in tests that need the same node ids each time.
     *
     * @param unique different for each {@link RunOnce} of a node, even if the node restarts
     * @return this builder
     * @since 0.1.0
     */
    public RunOnceBuilder incarnation(String unique) {
        incarnation.fix(unique);
        return this;
    }

    /**
     * Sets the handler of exceptions of renewals and releases, including those of an unavailable backend. It must not block. The
     * default logs them.
     *
     * @param handler the handler
     * @return this builder
     * @since 0.1.0
     */
    public RunOnceBuilder errorHandler(Consumer<? super Throwable> handler) {
        errorHandler = Arguments.notNull(handler, "handler");
        return this;
    }

    /**
     * Builds it. Makes no request.
     *
     * @return what runs tasks
     * @throws IllegalArgumentException if the node id is too long (G-01), or a duration is invalid: {@code atMostFor} must be a TTL
     *     (G-02), and {@code atLeastFor} must be between zero and {@code atMostFor}
     * @since 0.1.0
     */
    public RunOnce build() {
        LeaseDurations.check(atMostFor, "atMostFor");
        String owner = incarnation.addTo(nodeId);
        if (atLeastFor.isNegative() || atLeastFor.compareTo(atMostFor) > 0) {
            throw new IllegalArgumentException(
                    "atLeastFor must not be negative, and at most atMostFor, " + atMostFor + ", but was " + atLeastFor);
        }
        return new RunOnce(this, owner);
    }
}
