// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;

/** A handle with the given parts, which forwards {@code close} to another handle. */
class ForwardingCoordination implements DistributedCoordination {

    final DistributedCoordination delegate;
    private final SharedCache cache;
    private final PubSub pubSub;
    private final LeaderElection elections;
    private final ClusterMembership cluster;

    ForwardingCoordination(
            DistributedCoordination delegate,
            SharedCache cache,
            PubSub pubSub,
            LeaderElection elections,
            ClusterMembership cluster) {
        this.delegate = delegate;
        this.cache = cache;
        this.pubSub = pubSub;
        this.elections = elections;
        this.cluster = cluster;
    }

    ForwardingCoordination(DistributedCoordination delegate) {
        this(delegate, delegate.cache(), delegate.pubSub(), delegate.leaderElection(), delegate.clusterMembership());
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
        return elections;
    }

    @Override
    public ClusterMembership clusterMembership() {
        return cluster;
    }

    @Override
    public void close() {
        delegate.close();
    }
}
