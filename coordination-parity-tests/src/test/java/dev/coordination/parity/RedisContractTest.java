// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.test.RedisHarness;
import dev.coordination.redis.test.SharedRedisServer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the contract on the Redis adapter, with the server that {@code -Dcoordination.redis} selects. */
@ExtendWith({SharedRedisServer.class, LedgerExtension.class})
@Execution(ExecutionMode.CONCURRENT) // Runs its areas concurrently even if the order of classes is random.
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
