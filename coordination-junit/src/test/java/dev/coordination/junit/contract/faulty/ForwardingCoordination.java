// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;

/** A handle with parts of its own; a fault overrides what it gets wrong. */
class ForwardingCoordination implements DistributedCoordination {

    final DistributedCoordination to;
    private final SharedCache cache;
    private final PubSub pubSub;
    private final LeaderElection elections;
    private final ClusterMembership cluster;

    ForwardingCoordination(
            DistributedCoordination to,
            SharedCache cache,
            PubSub pubSub,
            LeaderElection elections,
            ClusterMembership cluster) {
        this.to = to;
        this.cache = cache;
        this.pubSub = pubSub;
        this.elections = elections;
        this.cluster = cluster;
    }

    ForwardingCoordination(DistributedCoordination to) {
        this(to, to.cache(), to.pubSub(), to.leaderElection(), to.clusterMembership());
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
        to.close();
    }
}
