package dev.coordination.parity;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.contract.CoordinationHarness;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract on the Redis adapter, on the server that {@code -Dcoordination.redis} asks for. */
@ExtendWith(SharedRedisServer.class)
class RedisContractTest extends CoordinationContract {

    private final RedisServer server;

    RedisContractTest(RedisServer server) {
        this.server = server;
    }

    @Override
    protected CoordinationHarness harness() {
        return RedisHarness.on(server);
    }
}
