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
 * Builds a {@link FencedLock}. Not thread-safe.
 *
 * @see FencedLock#builder
 * @since 0.1.0
 */
public final class FencedLockBuilder {

    private static final Duration RETRY_PERIOD = Duration.ofMillis(100);

    final LeaderElection elections;
    final String name;
    final ScheduledExecutorService scheduler;
    Executor requestExecutor;
    Executor callbackExecutor;
    Clock clock;
    Duration leaseDuration = Duration.ofSeconds(15);
    boolean renews;

    @Nullable
    Consumer<? super Throwable> errorHandler;

    private String nodeId = "lock";
    private final Incarnation incarnation = new Incarnation();
    private @Nullable Duration margin;
    private @Nullable Duration retryPeriod;

    FencedLockBuilder(DistributedCoordination coordination, String name, ScheduledExecutorService scheduler) {
        this.elections = Arguments.notNull(coordination, "coordination").leaderElection();
        this.name = Arguments.election(name);
        this.scheduler = Arguments.notNull(scheduler, "scheduler");
        this.clock = MonotonicClock.defaultFor(scheduler);
        this.requestExecutor = scheduler;
        this.callbackExecutor = scheduler;
    }

    /**
     * Sets the name of this node, so that {@link LeaderElection#currentLeader} shows who holds the lock. It need not be unique:
     * the lock makes it so (E-21). The default is {@code lock}.
     *
     * @param id the name of the node
     * @return this builder
     * @throws IllegalArgumentException if the name is invalid (G-01)
     * @since 0.1.0
     */
    public FencedLockBuilder nodeId(String id) {
        nodeId = Arguments.nodeId(id);
        return this;
    }

    /**
     * Sets the TTL of the lock on the backend: how long others wait if this process dies. The default is 15 seconds.
     *
     * @param duration the TTL
     * @return this builder
     * @since 0.1.0
     */
    public FencedLockBuilder leaseDuration(Duration duration) {
        leaseDuration = Arguments.notNull(duration, "duration");
        return this;
    }

    /**
     * Sets how much earlier than on the backend the lock ends in this process, because clocks may run at different rates. The
     * default is a third of the lease duration.
     *
     * @param duration positive and less than the lease duration; less than two thirds of it if the lock is renewed
     * @return this builder
     * @since 0.1.0
     */
    public FencedLockBuilder margin(Duration duration) {
        margin = Arguments.notNull(duration, "duration");
        return this;
    }

    /**
     * Has a held lock renewed automatically, every third of the lease duration, until it is closed or lost (E-25). By default,
     * it is lost at its deadline unless {@link HeldLock#renew} is called.
     *
     * @return this builder
     * @since 0.1.0
     */
    public FencedLockBuilder renewing() {
        renews = true;
        return this;
    }

    /**
     * Sets how long to wait before the next attempt: of {@link FencedLock#lock}, and after a renewal or a release in the
     * background that has failed. The default is 100 milliseconds, or 2/15 of the lease duration if that is less.
     *
     * @param period positive, and less than the lease duration minus the margin
     * @return this builder
     * @since 0.1.0
     */
    public FencedLockBuilder retryPeriod(Duration period) {
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
    public FencedLockBuilder clock(Clock newClock) {
        clock = Arguments.notNull(newClock, "newClock");
        return this;
    }

    /**
     * Sets the executor that makes requests in the background: renewals, and releases that are repeated. The default is the
     * scheduler. Set it if more requests can hang at once than the scheduler has threads.
     *
     * @param executor the executor
     * @return this builder
     * @since 0.1.0
     */
    public FencedLockBuilder requestExecutor(Executor executor) {
        requestExecutor = Arguments.notNull(executor, "executor");
        return this;
    }

    /**
     * Sets the executor that runs callbacks. The default is the scheduler. If the executor rejects a callback, the callback
     * runs on the thread that submitted it.
     *
     * @param executor the executor
     * @return this builder
     * @since 0.1.0
     */
    public FencedLockBuilder callbackExecutor(Executor executor) {
        callbackExecutor = Arguments.notNull(executor, "executor");
        return this;
    }

    /**
     * Sets what makes the node id unique (E-21). The default is a random UUID, another one each time. Set it only in tests that
     * need the same node id each time.
     *
     * @param unique different for each lock object of a node, even if the node restarts
     * @return this builder
     * @since 0.1.0
     */
    public FencedLockBuilder incarnation(String unique) {
        incarnation.fix(unique);
        return this;
    }

    /**
     * Sets the handler of exceptions that requests in the background, releases and callbacks throw. It must not block. The
     * default logs them.
     *
     * @param handler the handler
     * @return this builder
     * @since 0.1.0
     */
    public FencedLockBuilder errorHandler(Consumer<? super Throwable> handler) {
        errorHandler = Arguments.notNull(handler, "handler");
        return this;
    }

    /**
     * Returns a lock.
     *
     * @return the lock
     * @throws IllegalArgumentException if the durations are invalid or do not fit together, or if the name of the node and the
     *     incarnation are too long together (G-01)
     * @since 0.1.0
     */
    public FencedLock build() {
        LeaseDurations.check(leaseDuration, "leaseDuration");
        if (margin != null && (margin.isZero() || margin.isNegative())) { // First, since the difference may overflow.
            throw new IllegalArgumentException("margin must be positive, but was " + margin);
        }
        String owner = incarnation.addTo(nodeId);
        Duration valid = validFor();
        if (valid.isZero() || valid.isNegative()) {
            throw new IllegalArgumentException(
                    "margin must be less than the leaseDuration, " + leaseDuration + ", but was " + margin);
        }
        if (renews && valid.compareTo(leaseDuration.dividedBy(3)) <= 0) {
            throw new IllegalArgumentException("margin must be less than two thirds of the leaseDuration, "
                    + leaseDuration + ", if the lock is renewed, but was " + margin);
        }
        Duration retry = retryPeriod();
        if (retry.isZero() || retry.isNegative() || retry.compareTo(valid) >= 0) {
            throw new IllegalArgumentException(
                    "retryPeriod must be positive and less than the leaseDuration less the margin, " + valid
                            + ", but was " + retry);
        }
        return new FencedLock(new LockSettings(this, owner));
    }

    Duration retryPeriod() {
        if (retryPeriod != null) {
            return retryPeriod;
        }
        Duration fraction = leaseDuration.multipliedBy(2).dividedBy(15);
        return fraction.compareTo(RETRY_PERIOD) < 0 ? fraction : RETRY_PERIOD;
    }

    Duration validFor() {
        return leaseDuration.minus(margin != null ? margin : leaseDuration.dividedBy(3));
    }
}
