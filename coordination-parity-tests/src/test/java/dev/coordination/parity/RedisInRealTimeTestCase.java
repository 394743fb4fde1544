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

/** The contract on Redis in real time. Because it waits for time to pass, {@link RealTimeTest} runs only a part of it. */
@ExtendWith(SharedRedisServer.class)
@Execution(ExecutionMode.CONCURRENT) // Runs its areas concurrently even if the order of classes is random.
class RedisInRealTimeTestCase extends CoordinationContract {

    /**
     * The time unit. A TTL lasts several units, and one unit is the margin. A test that is too slow is repeated with a
     * longer unit.
     */
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
