// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import dev.coordination.redis.server.ServerAddress;
import java.net.URI;
import java.time.Duration;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** Creates the Jedis clients of this module. */
final class RedisClients {

    /** Long, because machines that run tests are busy; only a call that fails waits this long. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration UNREACHABLE = Duration.ofSeconds(1);

    private static final int CONNECTIONS = 32;

    private RedisClients() {}

    /**
     * Returns a client. It connects when it is first used.
     *
     * @param name the name of its connections on the server
     * @param timeout the limit for connecting, for a reply, and for obtaining a connection from the pool
     */
    static RedisClient open(URI uri, String name, Duration timeout) {
        ServerAddress address = ServerAddress.of(uri);
        return RedisClient.builder()
                .hostAndPort(address.hostAndPort())
                .clientConfig(config(address, name, timeout))
                .poolConfig(poolConfig(timeout))
                .build();
    }

    /** Returns a client of an address at which there is no server. */
    static UnifiedJedis openUnreachable(DeadAddress address, String name) {
        return open(address.uri(), name, UNREACHABLE);
    }

    /** Returns a client that loses the reply to its first write. It connects when it is first used. */
    static UnifiedJedis openLosingReply(URI uri, String name) {
        Duration timeout = PATIENCE;
        ServerAddress address = ServerAddress.of(uri);
        DefaultJedisClientConfig config = config(address, name, timeout);
        return RedisClient.builder()
                .connectionProvider(
                        new PooledConnectionProvider(new LostReply(address.hostAndPort(), config), poolConfig(timeout)))
                .clientConfig(config)
                .build();
    }

    /** Returns the settings of connections to a server without a password. */
    static DefaultJedisClientConfig.Builder builder(String name, Duration timeout) {
        return DefaultJedisClientConfig.builder().clientName(name).timeoutMillis((int) timeout.toMillis());
    }

    private static DefaultJedisClientConfig config(ServerAddress address, String name, Duration timeout) {
        return address.clientConfig()
                .clientName(name)
                .timeoutMillis((int) timeout.toMillis())
                .build();
    }

    static ConnectionPoolConfig poolConfig(Duration timeout) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        pool.setMaxWait(timeout);
        // A client lives for one test, so JMX and the eviction of idle connections would only cost time.
        pool.setJmxEnabled(false);
        pool.setTimeBetweenEvictionRuns(Duration.ofMillis(-1));
        return pool;
    }
}
