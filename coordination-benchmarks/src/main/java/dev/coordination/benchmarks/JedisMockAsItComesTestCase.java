// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.redis.server.RedisServer;
import org.junit.jupiter.api.RepeatedTest;

/** Tests, each of which starts a jedis-mock, with a client that has Jedis's default settings. */
final class JedisMockAsItComesTestCase extends FreshServer {

    @Override
    RedisServer start() throws Exception {
        return JedisMock.start();
    }

    @RepeatedTest(50)
    void hasJedisMock() {}
}
