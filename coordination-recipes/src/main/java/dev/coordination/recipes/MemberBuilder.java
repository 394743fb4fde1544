// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import dev.coordination.DistributedCoordination;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Member}. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class MemberBuilder {

    final DistributedCoordination coordination;
    final ScheduledExecutorService scheduler;
    private final String name;
    private final Incarnation incarnation = new Incarnation();
    Map<String, String> metadata = Map.of();
    Duration ttl = Duration.ofSeconds(15);
    private @Nullable Duration heartbeatInterval;
    private @Nullable Duration retryPeriod;

    @Nullable
    String hintChannel;

    Clock clock;
    Executor requestExecutor;

    @Nullable
    Consumer<? super Throwable> errorHandler;

    MemberBuilder(DistributedCoordination coordination, String nodeId, ScheduledExecutorService scheduler) {
        this.coordination = Arguments.notNull(coordination, "coordination");
        this.name = Arguments.nodeId(nodeId);
        this.scheduler = Arguments.notNull(scheduler, "scheduler");
        this.clock = MonotonicClock.defaultFor(scheduler);
        this.requestExecutor = scheduler;
    }

    /**
     * Sets the metadata. The default is none. {@link Member#metadata} changes it later.
     *
     * @param initial information about the node for other nodes; copied
     * @return this builder
     * @throws IllegalArgumentException if it is not well-formed Unicode (M-05)
     * @since 0.1.0
     */
    public MemberBuilder metadata(Map<String, String> initial) {
        metadata = Arguments.metadata(initial);
        return this;
    }

    /**
     * Sets how long the node remains a member after its last request, if the process dies. The default is 15 seconds.
     *
     * @param duration at least 1 millisecond, and at most 36,500 days
     * @return this builder
     * @since 0.1.0
     */
    public MemberBuilder ttl(Duration duration) {
        ttl = Arguments.notNull(duration, "duration");
        return this;
    }

    /**
     * Sets the time between two heartbeats. The default is a third of the TTL.
     *
     * @param interval positive, and less than the TTL
     * @return this builder
     * @since 0.1.0
     */
    public MemberBuilder heartbeatInterval(Duration interval) {
        heartbeatInterval = Arguments.notNull(interval, "interval");
        return this;
    }

    /**
     * Sets how long to wait after a failed request. The default is 2/15 of the TTL.
     *
     * @param period positive, and less than the TTL
     * @return this builder
     * @since 0.1.0
     */
    public MemberBuilder retryPeriod(Duration period) {
        retryPeriod = Arguments.notNull(period, "period");
        return this;
    }

    /**
     * Sets a channel to which the node id is published when the node has registered or deregistered, so that a
     * {@link MembershipWatch} with the same channel sees it at once. The default is none: watches see it when they poll.
     *
     * @param channel the channel
     * @return this builder
     * @throws IllegalArgumentException if the channel is invalid (G-01)
     * @since 0.1.0
     */
    public MemberBuilder hintChannel(String channel) {
        hintChannel = Arguments.channel(channel);
        return this;
    }

    /**
     * Sets what makes the node id unique (E-35). The default is a random UUID, another one each time. Set it only in tests that
     * need the same node id each time.
     *
     * @param unique different for each member of a node, even if the node restarts
     * @return this builder
     * @since 0.1.0
     */
    public MemberBuilder incarnation(String unique) {
        incarnation.fix(unique);
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
    public MemberBuilder clock(Clock newClock) {
        clock = Arguments.notNull(newClock, "newClock");
        return this;
    }

    /**
     * Sets on which threads requests are made. The default is the scheduler. Set it if more requests and callbacks can take long
     * at once than the scheduler has threads: otherwise heartbeats are late.
     *
     * @param executor the executor
     * @return this builder
     * @since 0.1.0
     */
    public MemberBuilder requestExecutor(Executor executor) {
        requestExecutor = Arguments.notNull(executor, "executor");
        return this;
    }

    /**
     * Sets the handler of exceptions that requests throw, including those of an unavailable backend. It must not block. The
     * default logs them.
     *
     * @param handler the handler
     * @return this builder
     * @since 0.1.0
     */
    public MemberBuilder errorHandler(Consumer<? super Throwable> handler) {
        errorHandler = Arguments.notNull(handler, "handler");
        return this;
    }

    /**
     * Starts a member, which registers at once, on another thread.
     *
     * @return the member, to be closed
     * @throws IllegalArgumentException if the durations are invalid, or do not fit together, or the node id is too long (G-01)
     * @throws RejectedExecutionException if the scheduler is shut down
     * @since 0.1.0
     */
    public Member start() {
        String nodeId = incarnation.addTo(name);
        check();
        Member member = new Member(this, nodeId);
        member.start();
        return member;
    }

    private void check() {
        LeaseDurations.check(ttl, "ttl");
        checkLessThanTtl(heartbeatInterval(), "heartbeatInterval");
        checkLessThanTtl(retryPeriod(), "retryPeriod");
    }

    private void checkLessThanTtl(Duration duration, String argument) {
        if (duration.isZero() || duration.isNegative() || duration.compareTo(ttl) >= 0) {
            throw new IllegalArgumentException(
                    argument + " must be positive and less than the ttl, " + ttl + ", but was " + duration);
        }
    }

    Duration heartbeatInterval() {
        return heartbeatInterval != null ? heartbeatInterval : ttl.dividedBy(3);
    }

    Duration retryPeriod() {
        return retryPeriod != null ? retryPeriod : ttl.multipliedBy(2).dividedBy(15);
    }
}
