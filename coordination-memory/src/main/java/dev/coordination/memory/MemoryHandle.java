// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;

/** A handle on a {@link MemoryBackend}. */
final class MemoryHandle implements DistributedCoordination {

    private final MemoryBackend backend;
    private final HandleState state;
    private final SharedCache cache;
    private final PubSub pubSub;
    private final LeaderElection leaderElection;
    private final ClusterMembership clusterMembership;

    MemoryHandle(MemoryBackend backend, Store store, HandleState state) {
        this.backend = backend;
        this.state = state;
        this.cache = new MemorySharedCache(store, state);
        this.pubSub = new MemoryPubSub(store.broker, state);
        this.leaderElection = new MemoryLeaderElection(store, state);
        this.clusterMembership = new MemoryClusterMembership(store.members, state);
    }

    @Override
    public SharedCache cache() {
        return cache;
    }

    @Override
    public PubSub pubSub() {
        return pubSub;
    }

    @Override
    public LeaderElection leaderElection() {
        return leaderElection;
    }

    @Override
    public ClusterMembership clusterMembership() {
        return clusterMembership;
    }

    @Override
    public void close() {
        close("");
    }

    void close(String because) {
        state.close(because);
        backend.forget(this);
    }

    boolean isOf(MemoryBackend other) {
        return backend == other;
    }

    HandleState state() {
        return state;
    }

    @Override
    public String toString() {
        return state.toString();
    }
}
