// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherSession;

/**
 * Runs the contract in real time: all rules on the in-memory adapter, because applications use it in real time, and the
 * rules about expiry on Redis, to check the results of the TTL shift.
 */
class RealTimeTest {

    private static final List<String> RULES = List.of("C-03", "C-14", "L-02", "L-03", "M-01", "M-03", "T-01");

    /** Many threads, because the tests spend their time waiting. */
    private static final int THREADS = 16;

    @Test
    void theWholeContractHoldsInMemory() {
        try (LauncherSession session = ContractRun.openSession()) {
            ContractRun.assertAllPassed(
                    "in memory, in real time",
                    new ContractRun(MemoryInRealTimeTestCase.class, THREADS, 1)
                            .reported()
                            .execute(session));
        }
    }

    @Test
    void expiryOnRedisFollowsTheServersOwnClock() {
        try (LauncherSession session = ContractRun.openSession()) {
            ContractRun.assertAllPassed(
                    "in real time",
                    new ContractRun(RedisInRealTimeTestCase.class, THREADS, 1)
                            .ofRules(RULES)
                            .execute(session));
        }
    }
}
