// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import java.util.concurrent.locks.ReentrantLock;

/** A handle on a Redis server: the four areas, which share connections. Closing it closes what it owns. */
final class RedisHandle implements DistributedCoordination {

    private final PoolSource source;
    private final HandleState state;
    private final SharedCache cache;
    private final RedisPubSub pubSub;
    private final LeaderElection leaderElection;
    private final ClusterMembership clusterMembership;
    /** Held while this handle is being closed, so that a second call to {@link #close} waits for the first. */
    private final ReentrantLock closing = new ReentrantLock();

    RedisHandle(PoolSource source, Namespace name, String server, Settings settings) {
        this.source = source;
        Namespace namespace = source.isCluster() ? name.onCluster() : name;
        this.state = new HandleState("RedisCoordination[namespace=" + namespace + ", server=" + server + "]");
        Connections connections = Connections.of(source, state, settings);
        CommandExecutor commands = new CommandExecutor(connections, state, settings.replication());
        this.cache = new RedisSharedCache(commands, namespace);
        this.pubSub = new RedisPubSub(connections, state, commands, namespace, settings, Threads.DEFAULTS);
        this.leaderElection = new RedisLeaderElection(commands, namespace);
        this.clusterMembership = new RedisClusterMembership(commands, namespace);
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
        state.close();
        closing.lock();
        try {
            pubSub.closeSubscriptions();
            source.close();
        } finally {
            closing.unlock();
        }
    }

    @Override
    public String toString() {
        return state.toString();
    }
}
