// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

/**
 * A handle on a coordination backend. Each process has one.
 *
 * <p>Handles on the same backend see the same data; handles on different backends share nothing (G-07). The names of the four
 * areas are separate: key {@code x}, channel {@code x}, election {@code x} and node {@code x} are unrelated (G-04).
 *
 * <p>An adapter whose engine accepts less than this port allows (only shorter names, smaller values, payloads or metadata,
 * or shorter TTLs) refuses the rest with an {@link IllegalArgumentException} that names the argument and the rule, and
 * changes nothing. It never truncates an argument. If its TTLs are coarser than a millisecond, it rounds them up, so that
 * nothing expires early.
 *
 * <p>Thread-safe; one handle may be shared by the whole process.
 *
 * <p>Every call blocks until it has its result. An interrupt affects {@link Subscription#next} alone: every other operation
 * of an interrupted thread completes, and leaves the interrupt status set (G-09).
 *
 * @since 0.1.0
 */
public interface DistributedCoordination extends AutoCloseable {

    /**
     * Returns the shared cache, which is the same object on every call, even after {@link #close}.
     *
     * @return the cache of this handle
     * @since 0.1.0
     */
    SharedCache cache();

    /**
     * Returns the publish/subscribe area, which is the same object on every call, even after {@link #close}.
     *
     * @return the pub/sub area of this handle
     * @since 0.1.0
     */
    PubSub pubSub();

    /**
     * Returns the leader election, which is the same object on every call, even after {@link #close}.
     *
     * @return the leader election of this handle
     * @since 0.1.0
     */
    LeaderElection leaderElection();

    /**
     * Returns the cluster membership, which is the same object on every call, even after {@link #close}.
     *
     * @return the cluster membership of this handle
     * @since 0.1.0
     */
    ClusterMembership clusterMembership();

    /**
     * Closes this handle: ends its subscriptions, wakes the threads that wait on them, and makes every later call throw a
     * {@link CoordinationClosedException} (G-05).
     *
     * <p>Idempotent. Takes effect even if the thread is interrupted (G-09). Does not affect other handles on the backend,
     * and deletes no data: leases and members remain until their TTL has passed, unless they are released or deregistered
     * first.
     *
     * @since 0.1.0
     */
    @Override
    void close();
}
