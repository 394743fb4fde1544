// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.csc.CacheConnection;
import redis.clients.jedis.executors.DefaultCommandExecutor;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.util.Pool;

/**
 * Returns the pool of a caller's client, and refuses clients with features that would break the rules or that this adapter
 * would silently ignore. The adapter itself sends every command over a connection of the pool, so no write is repeated by
 * the client.
 *
 * <p>Jedis exposes the pool and the cache. The other features of a client are in fields of its superclasses, which are read by
 * reflection. If reflection is not permitted, they are not checked; such a feature is then ignored.
 */
final class PlainClient {

    private PlainClient() {}

    static Pool<Connection> pool(RedisClient client) {
        Arguments.notNull(client, "client");
        if (client.getCache() != null) {
            throw refused("client-side caching, whose reads may be stale (C-11)");
        }
        Object commands = field(UnifiedJedis.class, "commandObjects", client);
        if (commands != null && field(CommandObjects.class, "keyPreProcessor", commands) != null) {
            throw refused(
                    "a preprocessor of keys, such as a prefix, which would be ignored; the namespace serves that purpose");
        }
        Object provider = field(UnifiedJedis.class, "provider", client);
        if (provider != null && provider.getClass() != PooledConnectionProvider.class) {
            throw refused("the connection provider " + provider.getClass().getName());
        }
        Object executor = field(UnifiedJedis.class, "executor", client);
        if (executor != null && executor.getClass() != DefaultCommandExecutor.class) {
            throw refused(
                    "the command executor " + executor.getClass().getName() + ", which may repeat a write (G-06)");
        }
        if (executor != null && field(DefaultCommandExecutor.class, "provider", executor) != provider) {
            throw refused("a command executor whose connection provider is not the client's");
        }
        Pool<Connection> pool = poolOf(client);
        checkFactory(pool.getFactory());
        return pool;
    }

    private static Pool<Connection> poolOf(RedisClient client) {
        try {
            return client.getPool();
        } catch (ClassCastException e) {
            throw refused("a connection provider of another kind");
        }
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
                "client must be a plain RedisClient of one server, with the default connection"
                        + " provider and executor, without caching or replica reads, but has " + has);
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
