// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;

/**
 * Coordination within one process, in real time, for development, for prototypes, and for applications that run as a single
 * instance.
 *
 * <pre>{@code
 * try (DistributedCoordination coordination = MemoryCoordination.create()) {
 *     coordination.cache().set("rates", rates, Duration.ofMinutes(5));
 * }
 * }</pre>
 *
 * <p>Its data is lost when it is closed or the process ends. Use {@link MemoryBackend#inRealTime} for several handles on
 * the same data, and {@link MemoryBackend#builder} to change the defaults.
 *
 * @since 0.1.0
 */
public final class MemoryCoordination {

    private MemoryCoordination() {}

    /**
     * Returns a handle on a new, empty backend in real time. Closing it wakes all threads that wait on it and ends its
     * threads, which are daemons, so the JVM can exit while it is open.
     *
     * @return a new handle, which the caller must close
     * @since 0.1.0
     */
    public static DistributedCoordination create() {
        MemoryBackend backend = MemoryBackend.inRealTime();
        return new Owning(backend, backend.connect());
    }

    /** A handle that closes its backend when it is closed. */
    private record Owning(MemoryBackend backend, DistributedCoordination handle) implements DistributedCoordination {

        @Override
        public SharedCache cache() {
            return handle.cache();
        }

        @Override
        public PubSub pubSub() {
            return handle.pubSub();
        }

        @Override
        public LeaderElection leaderElection() {
            return handle.leaderElection();
        }

        @Override
        public ClusterMembership clusterMembership() {
            return handle.clusterMembership();
        }

        @Override
        public void close() {
            backend.close();
        }

        @Override
        public String toString() {
            return "in-memory coordination in real time";
        }
    }
}
