// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import dev.coordination.DistributedCoordination;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link MembershipWatch}. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class MembershipWatchBuilder {

    final DistributedCoordination coordination;
    final MembershipListener listener;
    final ScheduledExecutorService scheduler;
    Duration interval = Duration.ofSeconds(5);

    @Nullable
    String hintChannel;

    Clock clock;
    Executor requestExecutor;
    Executor callbackExecutor;

    @Nullable
    Consumer<? super Throwable> errorHandler;

    MembershipWatchBuilder(
            DistributedCoordination coordination, MembershipListener listener, ScheduledExecutorService scheduler) {
        this.coordination = Arguments.notNull(coordination, "coordination");
        this.listener = Arguments.notNull(listener, "listener");
        this.scheduler = Arguments.notNull(scheduler, "scheduler");
        this.clock = MonotonicClock.defaultFor(scheduler);
        this.requestExecutor = scheduler;
        this.callbackExecutor = scheduler;
    }

    /**
     * Sets the time between two snapshots. The default is 5 seconds.
     *
     * @param between positive, and at most 36,500 days
     * @return this builder
     * @since 0.1.0
     */
    public MembershipWatchBuilder interval(Duration between) {
        interval = Arguments.notNull(between, "between");
        return this;
    }

    /**
     * Sets the channel on which members tell that they have registered or deregistered ({@link MemberBuilder#hintChannel}). The
     * members are then read at once. If a message is lost, they are read at the interval, as without a channel. The default is
     * none.
     *
     * @param channel the channel
     * @return this builder
     * @throws IllegalArgumentException if the channel is invalid (G-01)
     * @since 0.1.0
     */
    public MembershipWatchBuilder hintChannel(String channel) {
        hintChannel = Arguments.channel(channel);
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
    public MembershipWatchBuilder clock(Clock newClock) {
        clock = Arguments.notNull(newClock, "newClock");
        return this;
    }

    /**
     * Sets on which threads requests are made. The default is the scheduler. Set it if more requests can hang at once than the
     * scheduler has threads.
     *
     * @param executor the executor
     * @return this builder
     * @since 0.1.0
     */
    public MembershipWatchBuilder requestExecutor(Executor executor) {
        requestExecutor = Arguments.notNull(executor, "executor");
        return this;
    }

    /**
     * Sets on which threads the listener is called. The default is the scheduler. Set it if the listener can block: otherwise it
     * occupies a thread of the scheduler, which heartbeats may need. If the executor rejects a callback, it is made on the thread
     * that has submitted it.
     *
     * @param executor the executor
     * @return this builder
     * @since 0.1.0
     */
    public MembershipWatchBuilder callbackExecutor(Executor executor) {
        callbackExecutor = Arguments.notNull(executor, "executor");
        return this;
    }

    /**
     * Sets the handler of exceptions that requests and the listener throw, including those of an unavailable backend. It must not
     * block. The default logs them.
     *
     * @param handler the handler
     * @return this builder
     * @since 0.1.0
     */
    public MembershipWatchBuilder errorHandler(Consumer<? super Throwable> handler) {
        errorHandler = Arguments.notNull(handler, "handler");
        return this;
    }

    /**
     * Starts a watch, which reads the members at once, on another thread.
     *
     * @return the watch, to be closed
     * @throws IllegalArgumentException if the interval is not positive, or too long
     * @throws RejectedExecutionException if the scheduler is shut down
     * @since 0.1.0
     */
    public MembershipWatch start() {
        long unused = Arguments.ttlMillis(interval, "interval");
        MembershipWatch watch = new MembershipWatch(this);
        watch.start();
        return watch;
    }
}
