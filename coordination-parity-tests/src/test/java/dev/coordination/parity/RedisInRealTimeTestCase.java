// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.test.RedisHarness;
import dev.coordination.redis.test.SharedRedisServer;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contract on a Redis that nobody moves the time of. Waits are what it takes, so {@link RealTimeTest} selects from it. */
@ExtendWith(SharedRedisServer.class)
@Execution(ExecutionMode.CONCURRENT) // its areas, which a random order would else run one after another
class RedisInRealTimeTestCase extends CoordinationContract {

    /** Several of them make a TTL and one is the margin. A test that comes too late is repeated with a longer one. */
    private static final Duration UNIT = Duration.ofMillis(250);

    private final RedisServer server;

    RedisInRealTimeTestCase(RedisServer server) {
        this.server = server;
    }

    @Override
    protected CoordinationHarness harness() {
        return RedisHarness.inRealTime(server, UNIT);
    }
}
