// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import dev.coordination.junit.differential.Differential;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.parity.report.ParityReport;
import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.test.RedisHarness;
import dev.coordination.redis.test.SharedRedisServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Makes the same generated calls on the in-memory adapter and on Redis. */
@ExtendWith(SharedRedisServer.class)
public class DifferentialTest {

    @Test
    void bothAdaptersReturnTheSameResults(RedisServer server) {
        ComparedRun result = ComparedRun.of(
                Differential.between(MemoryHarness::new, () -> RedisHarness.on(server)),
                Ledger.ofThisProject().page(description(server), Divergence.Where.DIFFERENTIAL));

        System.out.println(result);
        ParityReport.ofThisJvm().add(result);
        result.assertNoDifference();
    }

    private static String description(RedisServer server) {
        try (RedisHarness harness = RedisHarness.on(server)) {
            return harness.description();
        }
    }
}
