// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

/**
 * One handle on a coordination backend: what one process holds.
 *
 * <p>Handles on the same backend see the same data, handles on different backends see nothing of each other (G-07). The
 * four areas never collide: key {@code x}, channel {@code x}, election {@code x} and node {@code x} are unrelated
 * (G-04).
 *
 * <p>Thread-safe; one handle may be shared by the whole process.
 *
 * @since 0.1.0
 */
public interface DistributedCoordination extends AutoCloseable {

    /**
     * Returns the shared cache, the same object on every call, also after {@link #close}.
     *
     * @return the cache of this handle
     * @since 0.1.0
     */
    SharedCache cache();

    /**
     * Returns publish and subscribe, the same object on every call, also after {@link #close}.
     *
     * @return the pub/sub of this handle
     * @since 0.1.0
     */
    PubSub pubSub();

    /**
     * Returns leader election, the same object on every call, also after {@link #close}.
     *
     * @return the elections of this handle
     * @since 0.1.0
     */
    LeaderElection leaderElection();

    /**
     * Returns cluster membership, the same object on every call, also after {@link #close}.
     *
     * @return the membership of this handle
     * @since 0.1.0
     */
    ClusterMembership clusterMembership();

    /**
     * Closes this handle: ends its subscriptions, wakes its waiters, and makes every later call throw
     * {@link CoordinationClosedException} (G-05).
     *
     * <p>Idempotent. Other handles on the backend are not disturbed, and data stays: leases and members end by their
     * TTL, or by being released before.
     *
     * @since 0.1.0
     */
    @Override
    void close();
}
