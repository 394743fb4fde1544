// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.RedisCoordination;
import dev.coordination.redis.server.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.util.JedisURIHelper;

/** A test whose setup starts a server and makes a first call to it through the Redis adapter. */
abstract class FreshServer {

    private RedisServer server;
    private RedisClient client;
    private DistributedCoordination coordination;

    abstract RedisServer start() throws Exception;

    JedisClientConfig config() {
        return DefaultJedisClientConfig.builder().build();
    }

    @BeforeEach
    final void startAndConnect() throws Exception {
        server = start();
        client = RedisClient.builder()
                .hostAndPort(JedisURIHelper.getHostAndPort(server.uri()))
                .clientConfig(config())
                .build();
        coordination = RedisCoordination.builder(client, "bench").build();
        coordination.cache().exists("anything");
    }

    @AfterEach
    final void stop() {
        coordination.close();
        client.close();
        server.close();
    }
}
