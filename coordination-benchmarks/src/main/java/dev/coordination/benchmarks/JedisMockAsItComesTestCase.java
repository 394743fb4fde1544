// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.redis.server.RedisServer;
import org.junit.jupiter.api.RepeatedTest;

/** Tests that each have a jedis-mock of their own, and a client with the settings that Jedis has by itself. */
final class JedisMockAsItComesTestCase extends FreshServer {

    @Override
    RedisServer start() throws Exception {
        return JedisMock.start();
    }

    @RepeatedTest(50)
    void hasJedisMock() {}
}
