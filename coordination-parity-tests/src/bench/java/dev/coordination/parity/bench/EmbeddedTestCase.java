package dev.coordination.parity.bench;

import dev.coordination.parity.RedisServer;
import org.junit.jupiter.api.RepeatedTest;

/** Tests that each have a process of Redis of their own, from the binary in the embedded-redis artifact. */
final class EmbeddedTestCase extends FreshServer {

    @Override
    RedisServer start() throws Exception {
        return Property.during(RedisServer.PROPERTY, "embedded", RedisServer::start);
    }

    @RepeatedTest(10)
    void hasProcess() {}
}
