// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import java.util.concurrent.locks.ReentrantLock;
import redis.clients.jedis.Connection;
import redis.clients.jedis.util.Pool;

/** A handle on a Redis server: the four areas, which share a pool. Closing it closes the pool only if the handle owns it. */
final class RedisHandle implements DistributedCoordination {

    private final Pool<Connection> pool;
    private final boolean ownsPool;
    private final HandleState state;
    private final SharedCache cache;
    private final RedisPubSub pubSub;
    private final LeaderElection leaderElection;
    private final ClusterMembership clusterMembership;
    /** Held while this handle is being closed, so that a second call to {@link #close} waits for the first. */
    private final ReentrantLock closing = new ReentrantLock();

    RedisHandle(Pool<Connection> pool, boolean ownsPool, Namespace namespace, String server, Settings settings) {
        this.pool = pool;
        this.ownsPool = ownsPool;
        this.state = new HandleState("RedisCoordination[namespace=" + namespace + ", server=" + server + "]");
        CommandExecutor commands = new CommandExecutor(pool, state);
        this.cache = new RedisSharedCache(commands, namespace);
        this.pubSub = new RedisPubSub(pool, state, commands, namespace, settings, Threads.DEFAULTS);
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
            if (ownsPool) {
                pool.close();
            }
        } finally {
            closing.unlock();
        }
    }

    @Override
    public String toString() {
        return state.toString();
    }
}
