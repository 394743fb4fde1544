// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.MultiDbClient;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.csc.CacheConnection;
import redis.clients.jedis.executors.ClusterCommandExecutor;
import redis.clients.jedis.executors.DefaultCommandExecutor;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.providers.SentineledConnectionProvider;
import redis.clients.jedis.util.Pool;

/**
 * Returns the pool of a caller's client, and refuses clients with features that would break the rules or that this adapter
 * would silently ignore. The adapter itself sends every command over a connection of the pool, so no write is repeated by
 * the client.
 *
 * <p>The features of a client are in fields of its superclasses, which are read by reflection. If reflection is not permitted,
 * the features are not checked, and are ignored.
 */
final class CallerClient {

    private CallerClient() {}

    static PoolSource source(UnifiedJedis client) {
        Arguments.notNull(client, "client");
        if (client instanceof MultiDbClient) {
            throw refused("MultiDbClient, which repeats calls that failed, perhaps on another database (G-06, G-07)");
        }
        if (client.getCache() != null) {
            throw refused("client-side caching, whose reads may be stale (C-11)");
        }
        Object commands = field(UnifiedJedis.class, "commandObjects", client);
        if (commands != null && field(CommandObjects.class, "keyPreProcessor", commands) != null) {
            throw refused(
                    "a preprocessor of keys, such as a prefix, which would be ignored; the namespace serves that purpose");
        }
        Object provider = field(UnifiedJedis.class, "provider", client);
        if (provider instanceof ClusterConnectionProvider cluster) {
            return cluster(cluster, field(UnifiedJedis.class, "executor", client));
        }
        checkExecutor(field(UnifiedJedis.class, "executor", client), provider);
        PoolSource source = PoolSource.ofCaller(() -> pool(client, provider));
        checkFactory(pool(client, provider).getFactory());
        return source;
    }

    private static PoolSource cluster(ClusterConnectionProvider provider, @Nullable Object executor) {
        if (provider.getClass() != ClusterConnectionProvider.class) {
            throw refused("the connection provider " + provider.getClass().getName());
        }
        if (executor != null && executor.getClass() != ClusterCommandExecutor.class) {
            throw refused("the command executor " + executor.getClass().getName());
        }
        ClusterPools source = new ClusterPools(provider);
        provider.getNodes().values().stream().limit(1).forEach(pool -> checkFactory(pool.getFactory()));
        return source;
    }

    private static void checkExecutor(@Nullable Object executor, @Nullable Object provider) {
        if (executor == null || provider == null) {
            return;
        }
        if (executor.getClass() != DefaultCommandExecutor.class) {
            throw refused(
                    "the command executor " + executor.getClass().getName() + ", which may repeat a write (G-06)");
        }
        if (field(DefaultCommandExecutor.class, "provider", executor) != provider) {
            throw refused("a command executor whose connection provider is not the client's");
        }
    }

    /** Returns the current pool of a client. Subclasses of the providers of Jedis may do anything, and are refused. */
    private static Pool<Connection> pool(UnifiedJedis client, @Nullable Object provider) {
        if (provider == null) {
            return poolWithoutReflection(client);
        }
        if (provider.getClass() == PooledConnectionProvider.class) {
            return ((PooledConnectionProvider) provider).getPool();
        }
        if (provider.getClass() == SentineledConnectionProvider.class) {
            return SentinelPool.poolOf((SentineledConnectionProvider) provider);
        }
        throw refused("the connection provider " + provider.getClass().getName());
    }

    private static Pool<Connection> poolWithoutReflection(UnifiedJedis client) {
        try {
            if (client instanceof RedisClient single) {
                return single.getPool();
            }
            if (client instanceof RedisSentinelClient sentinel) {
                return sentinel.getPrimaryNodesConnectionMap()
                        .values()
                        .iterator()
                        .next();
            }
        } catch (LinkageError | ClassCastException e) {
            // An older Jedis without these clients, or a client with a connection provider of another kind.
        }
        throw refused("a connection provider of another kind");
    }

    private static void checkFactory(Object factory) {
        if (!(factory instanceof ConnectionFactory)) {
            return;
        }
        if (field(ConnectionFactory.class, "connectionBuilder", factory) instanceof CacheConnection.Builder) {
            throw refused("client-side caching, whose reads may be stale (C-11)");
        }
        if (field(ConnectionFactory.class, "clientConfig", factory) instanceof JedisClientConfig config
                && config.isReadOnlyForRedisClusterReplicas()) {
            throw refused("reads from replicas, which may be stale (C-11)");
        }
    }

    private static IllegalArgumentException refused(String has) {
        return new IllegalArgumentException(
                "client must be a RedisClient, RedisSentinelClient or RedisClusterClient with the default connection provider and executor,"
                        + " without caching or replica reads, but has " + has);
    }

    private static @Nullable Object field(Class<?> type, String name, Object target) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(target);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }
}
