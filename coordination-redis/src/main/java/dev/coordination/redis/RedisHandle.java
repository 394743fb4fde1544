package dev.coordination.redis;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import java.util.concurrent.locks.ReentrantLock;
import redis.clients.jedis.Connection;
import redis.clients.jedis.util.Pool;

/** One handle: the four areas over one pool, which is closed with it or left to its owner. */
final class RedisHandle implements DistributedCoordination {

    private final Pool<Connection> pool;
    private final boolean ownsPool;
    private final Lifetime lifetime;
    private final OpenSubscriptions subscriptions;
    private final SharedCache cache;
    private final PubSub pubSub;
    private final LeaderElection elections;
    private final ClusterMembership membership;
    /** Held while this is closed, so that whoever closes it a second time waits as well. */
    private final ReentrantLock closing = new ReentrantLock();

    RedisHandle(Pool<Connection> pool, boolean ownsPool, Namespace namespace, String server, Settings settings) {
        this.pool = pool;
        this.ownsPool = ownsPool;
        this.lifetime = new Lifetime("RedisCoordination[namespace=" + namespace + ", server=" + server + "]");
        this.subscriptions = new OpenSubscriptions(settings.livenessInterval());
        Commands commands = new Commands(pool, lifetime);
        this.cache = new RedisCache(commands, namespace);
        this.pubSub = new RedisPubSub(pool, lifetime, commands, namespace, settings, subscriptions);
        this.elections = new RedisElections(commands, namespace);
        this.membership = new RedisMembership(commands, namespace);
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
        return membership;
    }

    @Override
    public void close() {
        lifetime.close();
        closing.lock();
        try {
            subscriptions.closeAll();
            if (ownsPool) {
                pool.close();
            }
        } finally {
            closing.unlock();
        }
    }

    @Override
    public String toString() {
        return lifetime.toString();
    }
}
