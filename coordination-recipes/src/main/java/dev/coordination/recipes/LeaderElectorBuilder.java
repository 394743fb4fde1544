// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link LeaderElector}. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class LeaderElectorBuilder {

    private final String nodeId;
    private final Incarnation incarnation = new Incarnation();
    private Duration leaseDuration = Duration.ofSeconds(15);
    private @Nullable Duration renewDeadline;
    private @Nullable Duration retryPeriod;

    /** What the elector reads when it starts, like all that follows. */
    final LeaderElection elections;

    final String election;
    final ScheduledExecutorService scheduler;
    Executor requestExecutor;
    Executor callbackExecutor;
    Clock clock;
    OnElected onElected = term -> {};
    OnLost onLost = (term, reason) -> {};

    @Nullable
    Consumer<? super Throwable> errorHandler;

    LeaderElectorBuilder(
            DistributedCoordination coordination, String election, String nodeId, ScheduledExecutorService scheduler) {
        this.elections = Arguments.notNull(coordination, "coordination").leaderElection();
        this.election = Arguments.election(election);
        this.nodeId = Arguments.nodeId(nodeId);
        this.scheduler = Arguments.notNull(scheduler, "scheduler");
        this.clock = MonotonicClock.defaultFor(scheduler);
        this.requestExecutor = scheduler;
        this.callbackExecutor = scheduler;
    }

    /**
     * Sets what is called when a term has begun. The default does nothing.
     *
     * @param callback the callback
     * @return this builder
     * @since 0.1.0
     */
    public LeaderElectorBuilder onElected(OnElected callback) {
        onElected = Arguments.notNull(callback, "callback");
        return this;
    }

    /**
     * Sets what is called when a term has ended. The default does nothing.
     *
     * @param callback the callback
     * @return this builder
     * @since 0.1.0
     */
    public LeaderElectorBuilder onLost(OnLost callback) {
        onLost = Arguments.notNull(callback, "callback");
        return this;
    }

    /**
     * Sets the TTL of a term on the backend: how long others wait if this process dies. The default is 15 seconds. A term is
     * renewed every third of it.
     *
     * @param duration the TTL
     * @return this builder
     * @since 0.1.0
     */
    public LeaderElectorBuilder leaseDuration(Duration duration) {
        leaseDuration = Arguments.notNull(duration, "duration");
        return this;
    }

    /**
     * Sets how long a term remains valid after the last successful request was sent. The difference between the lease duration
     * and this is the margin for clocks that run at different rates. The default is two thirds of the lease duration.
     *
     * @param duration more than a third of the lease duration, and less than all of it
     * @return this builder
     * @since 0.1.0
     */
    public LeaderElectorBuilder renewDeadline(Duration duration) {
        renewDeadline = Arguments.notNull(duration, "duration");
        return this;
    }

    /**
     * Sets how long to wait before the next attempt: as a candidate, after a failed request, and after a term. The default is
     * 2/15 of the lease duration.
     *
     * @param period positive, and less than the renew deadline
     * @return this builder
     * @since 0.1.0
     */
    public LeaderElectorBuilder retryPeriod(Duration period) {
        retryPeriod = Arguments.notNull(period, "period");
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
    public LeaderElectorBuilder clock(Clock newClock) {
        clock = Arguments.notNull(newClock, "newClock");
        return this;
    }

    /**
     * Sets the executor that makes requests. The default is the scheduler. Set it if more requests can hang at once than the
     * scheduler has threads: otherwise the deadlines of terms are noticed late.
     *
     * @param executor the executor
     * @return this builder
     * @since 0.1.0
     */
    public LeaderElectorBuilder requestExecutor(Executor executor) {
        requestExecutor = Arguments.notNull(executor, "executor");
        return this;
    }

    /**
     * Sets the executor that runs callbacks. The default is the scheduler. Set it if callbacks take long: otherwise they occupy
     * threads of the scheduler, which renewals need. If the executor rejects a callback, the callback runs on the thread that
     * submitted it.
     *
     * @param executor the executor
     * @return this builder
     * @since 0.1.0
     */
    public LeaderElectorBuilder callbackExecutor(Executor executor) {
        callbackExecutor = Arguments.notNull(executor, "executor");
        return this;
    }

    /**
     * Sets what makes the node id unique (E-01). The default is a random UUID, another one each time. Set it only in tests that
     * need the same node id each time.
     *
     * @param unique different for each elector of a node, even if the node restarts
     * @return this builder
     * @since 0.1.0
     */
    public LeaderElectorBuilder incarnation(String unique) {
        incarnation.fix(unique);
        return this;
    }

    /**
     * Sets the handler of exceptions that requests and callbacks throw, including those of an unavailable backend. It must not
     * block. The default logs them.
     *
     * @param handler the handler
     * @return this builder
     * @since 0.1.0
     */
    public LeaderElectorBuilder errorHandler(Consumer<? super Throwable> handler) {
        errorHandler = Arguments.notNull(handler, "handler");
        return this;
    }

    /**
     * Starts an elector, which campaigns at once.
     *
     * @return the elector, to be closed
     * @throws IllegalArgumentException if the durations are invalid or do not fit together, or if the name of the node and the
     *     incarnation are too long together (G-01)
     * @throws RejectedExecutionException if the scheduler is shut down
     * @since 0.1.0
     */
    public LeaderElector start() {
        ElectorTimes times = ElectorTimes.of(leaseDuration, renewDeadline, retryPeriod);
        LeaderElector elector = new LeaderElector(this, times);
        elector.start();
        return elector;
    }

    String uniqueNodeId() {
        return incarnation.addTo(nodeId);
    }
}
