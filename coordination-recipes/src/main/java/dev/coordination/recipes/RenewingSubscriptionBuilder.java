// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import dev.coordination.DistributedCoordination;
import dev.coordination.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link RenewingSubscription}. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class RenewingSubscriptionBuilder {

    final DistributedCoordination coordination;
    final Set<Topic> topics;
    final RenewingListener listener;
    final ScheduledExecutorService scheduler;
    Duration retryPeriod = Duration.ofSeconds(2);
    Clock clock;
    Executor requestExecutor;
    Executor callbackExecutor;

    @Nullable
    Consumer<? super Throwable> errorHandler;

    RenewingSubscriptionBuilder(
            DistributedCoordination coordination,
            Collection<Topic> topics,
            RenewingListener listener,
            ScheduledExecutorService scheduler) {
        this.coordination = Arguments.notNull(coordination, "coordination");
        this.topics = Arguments.topics(topics);
        this.listener = Arguments.notNull(listener, "listener");
        this.scheduler = Arguments.notNull(scheduler, "scheduler");
        this.clock = MonotonicClock.defaultFor(scheduler);
        this.requestExecutor = scheduler;
        this.callbackExecutor = scheduler;
    }

    /**
     * Sets the least time between two attempts to subscribe. After a loss, the first attempt is made at once if the previous one
     * is longer ago. The default is 2 seconds.
     *
     * @param period positive, and at most 36,500 days
     * @return this builder
     * @since 0.1.0
     */
    public RenewingSubscriptionBuilder retryPeriod(Duration period) {
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
    public RenewingSubscriptionBuilder clock(Clock newClock) {
        clock = Arguments.notNull(newClock, "newClock");
        return this;
    }

    /**
     * Sets on which threads the subscription is renewed. The default is the scheduler. Set it if more requests can hang at once
     * than the scheduler has threads.
     *
     * @param executor the executor
     * @return this builder
     * @since 0.1.0
     */
    public RenewingSubscriptionBuilder requestExecutor(Executor executor) {
        requestExecutor = Arguments.notNull(executor, "executor");
        return this;
    }

    /**
     * Sets on which threads {@link RenewingListener#onGap} is called, unless a message or a loss follows at once. The default is
     * the scheduler. Set it if that method takes long. If the executor rejects a callback, it is made on the thread that has
     * submitted it.
     *
     * @param executor the executor
     * @return this builder
     * @since 0.1.0
     */
    public RenewingSubscriptionBuilder callbackExecutor(Executor executor) {
        callbackExecutor = Arguments.notNull(executor, "executor");
        return this;
    }

    /**
     * Sets the handler of exceptions that later attempts to subscribe and the listener throw. It must not block. The default logs
     * them.
     *
     * @param handler the handler
     * @return this builder
     * @since 0.1.0
     */
    public RenewingSubscriptionBuilder errorHandler(Consumer<? super Throwable> handler) {
        errorHandler = Arguments.notNull(handler, "handler");
        return this;
    }

    /**
     * Subscribes on the calling thread. When this method returns, the subscription is live (S-01), or the backend was unavailable
     * and the attempt is repeated (E-54).
     *
     * @return the subscription, to be closed
     * @throws IllegalArgumentException if the retry period is not positive, or too long
     * @throws UnsupportedOperationException if the adapter cannot subscribe to the topics (G-08)
     * @throws dev.coordination.CoordinationClosedException if the coordination is closed (G-05)
     * @throws RejectedExecutionException if the backend is unavailable, and the scheduler is shut down
     * @since 0.1.0
     */
    public RenewingSubscription start() {
        long unused = Arguments.ttlMillis(retryPeriod, "retryPeriod");
        RenewingSubscription subscription = new RenewingSubscription(this);
        subscription.start();
        return subscription;
    }
}
