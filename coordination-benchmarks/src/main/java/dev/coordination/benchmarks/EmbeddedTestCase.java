// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.server.RedisServers;
import org.junit.jupiter.api.RepeatedTest;

/** A test whose setup starts a Redis process from the binary in the embedded-redis artifact. */
final class EmbeddedTestCase extends FreshServer {

    @Override
    RedisServer start() throws Exception {
        return SystemProperty.during(RedisServers.PROPERTY, "embedded", RedisServers::start);
    }

    @RepeatedTest(10)
    void hasProcess() {}
}
