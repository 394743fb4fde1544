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

/** Memory and Redis are asked the same generated questions. */
@ExtendWith(SharedRedisServer.class)
public class DifferentialTest {

    @Test
    void memoryAndRedisAnswerTheSame(RedisServer server) {
        DifferentialResult result = Differential.between(MemoryHarness::new, () -> RedisHarness.on(server))
                .ledger(Ledger.ofThisProject())
                .run();

        System.out.println(result);
        ParityReport.ofThisJvm().add(result);
        result.assertNoDifference();
    }
}
