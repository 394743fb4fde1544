package dev.coordination.memory;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import org.jspecify.annotations.Nullable;

/** One handle on a {@link MemoryBackend}. */
final class MemoryHandle implements DistributedCoordination {

    private final MemoryBackend backend;
    private final HandleState state;
    private final SharedCache cache;
    private final PubSub pubSub;
    private final LeaderElection leaderElection;
    private final ClusterMembership cluster;

    /** @param calls tells of every call, or null when nobody wants to know */
    MemoryHandle(MemoryBackend backend, Store store, HandleState state, @Nullable Calls calls) {
        this.backend = backend;
        this.state = state;
        SharedCache values = new MemoryCache(store, state);
        PubSub messages = new MemoryPubSub(store.broker, state);
        LeaderElection elections = new MemoryElections(store, state);
        ClusterMembership members = new MemoryCluster(store.members, state);
        this.cache = calls == null ? values : new ObservedCache(values, calls);
        this.pubSub = calls == null ? messages : new ObservedPubSub(messages, calls);
        this.leaderElection = calls == null ? elections : new ObservedElection(elections, calls);
        this.cluster = calls == null ? members : new ObservedCluster(members, calls);
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
    public ClusterMembership cluster() {
        return cluster;
    }

    @Override
    public void close() {
        state.close();
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
