// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.differential;

import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.parity.Ledger;
import dev.coordination.parity.report.ParityReport;
import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.test.RedisHarness;
import dev.coordination.redis.test.SharedRedisServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Makes the same generated calls in memory and on Redis. */
@ExtendWith(SharedRedisServer.class)
public class DifferentialTest {

    @Test
    void memoryAndRedisGiveTheSameResults(RedisServer server) {
        DifferentialResult result = Differential.between(MemoryHarness::new, () -> RedisHarness.on(server))
                .ledger(Ledger.ofThisProject())
                .run();

        System.out.println(result);
        ParityReport.ofThisJvm().add(result);
        result.assertNoDifference();
    }
}
