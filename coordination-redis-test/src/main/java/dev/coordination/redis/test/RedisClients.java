// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import dev.coordination.redis.server.ServerAddress;
import java.net.URI;
import java.time.Duration;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** Creates the Jedis clients of this module. */
final class RedisClients {

    /** Long, because machines that run tests are busy; only a call that fails waits this long. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int CONNECTIONS = 32;

    private RedisClients() {}

    /**
     * Checks that Jedis has the client that this module uses. The class that makes this check must not convert a
     * {@link RedisClient} to one of its supertypes, because then it could not be linked against an older Jedis.
     *
     * @throws IllegalStateException if Jedis is too old
     */
    static void check() {
        try {
            Class.forName("redis.clients.jedis.RedisClient", false, RedisClients.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "RedisHarness needs Jedis 7.2 or later, but the Jedis on the class path is older (it has"
                            + " no RedisClient). Set the version of redis.clients:jedis; in a Maven project with Spring"
                            + " Boot's parent, set the property jedis.version.",
                    e);
        }
    }

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

    /** Returns a client that loses the reply to its first write. It connects when it is first used. */
    static RedisClient openLosingReply(URI uri, String name, Duration timeout) {
        ServerAddress address = ServerAddress.of(uri);
        DefaultJedisClientConfig config = config(address, name, timeout);
        return RedisClient.builder()
                .connectionProvider(
                        new PooledConnectionProvider(new LostReply(address.hostAndPort(), config), poolConfig(timeout)))
                .clientConfig(config)
                .build();
    }

    private static DefaultJedisClientConfig config(ServerAddress address, String name, Duration timeout) {
        return address.clientConfig()
                .clientName(name)
                .timeoutMillis((int) timeout.toMillis())
                .build();
    }

    private static ConnectionPoolConfig poolConfig(Duration timeout) {
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
