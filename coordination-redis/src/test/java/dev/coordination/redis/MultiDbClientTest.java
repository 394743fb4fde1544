// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.redis.server.RestartableServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.MultiDbClient;
import redis.clients.jedis.MultiDbConfig;
import redis.clients.jedis.MultiDbConfig.DatabaseConfig;

/** Tests that a client of several databases is refused, with each version of Jedis that is supported. */
@ExtendWith(RedisExtension.class)
class MultiDbClientTest {

    @Test
    void refusesAClientThatRepeatsCallsPerhapsOnAnotherDatabase(RestartableServer server) {
        MultiDbConfig databases = MultiDbConfig.builder()
                .database(DatabaseConfig.builder(
                                server.address(),
                                DefaultJedisClientConfig.builder().build())
                        .healthCheckEnabled(false)
                        .build())
                .build();
        try (MultiDbClient client =
                MultiDbClient.builder().multiDbConfig(databases).build()) {
            RedisCoordination.Builder builder = RedisCoordination.builder(client, "ns");

            assertThatThrownBy(builder::build)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "client must be a RedisClient, RedisSentinelClient or RedisClusterClient with the default"
                                    + " connection provider and executor, without caching or replica reads, but has MultiDbClient, which repeats calls"
                                    + " that failed, perhaps on another database (G-06, G-07)");
        }
    }
}
