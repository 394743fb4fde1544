// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.server.RedisServers;
import org.junit.jupiter.api.RepeatedTest;

/** A test whose setup starts a container with Testcontainers. */
final class ContainerTestCase extends FreshServer {

    @Override
    RedisServer start() throws Exception {
        return SystemProperty.during(RedisServers.PROPERTY, "testcontainers", RedisServers::start);
    }

    @RepeatedTest(5)
    void hasContainer() {}
}
