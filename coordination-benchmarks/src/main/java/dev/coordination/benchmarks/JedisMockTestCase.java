// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.redis.server.RedisServer;
import org.junit.jupiter.api.RepeatedTest;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;

/**
 * A test whose setup starts a jedis-mock and connects a client that does not send its name and version. By default, Jedis
 * sends both at once; jedis-mock then replies in two small writes, and the second write waits 40 ms for TCP's delayed
 * acknowledgment of the first.
 */
final class JedisMockTestCase extends FreshServer {

    @Override
    RedisServer start() throws Exception {
        return JedisMock.start();
    }

    @Override
    JedisClientConfig config() {
        return DefaultJedisClientConfig.builder()
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .build();
    }

    @RepeatedTest(500)
    void hasJedisMock() {}
}
