package dev.coordination.parity.bench;

import dev.coordination.parity.RedisServer;
import org.junit.jupiter.api.RepeatedTest;

/** Tests that each have a container of their own, started by Testcontainers. */
final class ContainerTestCase extends FreshServer {

    @Override
    RedisServer start() throws Exception {
        return Property.during(RedisServer.PROPERTY, "testcontainers", RedisServer::start);
    }

    @RepeatedTest(5)
    void hasContainer() {}
}
