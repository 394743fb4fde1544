// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import java.net.URI;
import java.time.Duration;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.util.JedisURIHelper;

/** The Jedis clients of this module. */
final class RedisClients {

    /** Long, for it is only ever paid by a failure, and machines that run tests are busy. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int CONNECTIONS = 32;

    private RedisClients() {}

    /**
     * Checks that Jedis has the client that this module uses. Whoever calls it first must not convert a {@link RedisClient} to
     * one of its supertypes: where it is missing, such a class cannot even be linked.
     *
     * @throws IllegalStateException if it is too old
     */
    static void check() {
        try {
            Class.forName("redis.clients.jedis.RedisClient", false, RedisClients.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "RedisHarness needs Jedis 7.2 or later, and the one that was found is older (it has"
                            + " no RedisClient): set the version of redis.clients:jedis; in a Maven project with Spring Boot's"
                            + " parent, set the property jedis.version",
                    e);
        }
    }

    /**
     * Returns a client, connected to nothing until its first command.
     *
     * @param name what the server lists its connections under
     * @param timeout for connecting, for an answer, and for a free connection, each
     */
    static RedisClient open(URI uri, String name, Duration timeout) {
        DefaultJedisClientConfig config = DefaultJedisClientConfig.builder(uri)
                .clientName(name)
                .timeoutMillis((int) timeout.toMillis())
                .build();
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        pool.setMaxWait(timeout);
        // A client lives as long as a test: registering it for management and timing its connections is all cost.
        pool.setJmxEnabled(false);
        pool.setTimeBetweenEvictionRuns(Duration.ofMillis(-1));
        return RedisClient.builder()
                .hostAndPort(JedisURIHelper.getHostAndPort(uri))
                .clientConfig(config)
                .poolConfig(pool)
                .build();
    }
}
