// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.redis.server.RedisServer;
import org.junit.jupiter.api.RepeatedTest;

/** A test whose setup starts a jedis-mock and connects a client with Jedis's default settings. */
final class JedisMockAsItComesTestCase extends FreshServer {

    @Override
    RedisServer start() throws Exception {
        return JedisMock.start();
    }

    @RepeatedTest(50)
    void hasJedisMock() {}
}
