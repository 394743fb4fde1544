// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.settings.NumberProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.platform.launcher.LauncherSession;

/**
 * Runs the contract in parallel and in fixed orders other than that of the declarations, to find tests that depend on the order
 * or on running alone. The other test classes run the contract in a new order each time.
 *
 * <p>{@code -Dcoordination.contract.repeat=100} runs it in 100 orders; without this setting, this class does not run.
 * {@code -Dcoordination.contract.order=7} sets the seed of the first order.
 */
@EnabledIfSystemProperty(
        named = ContractInAnyOrderTest.REPEAT,
        matches = ".*",
        disabledReason = "repeats the contract only with -Dcoordination.contract.repeat=100")
class ContractInAnyOrderTest {

    static final String REPEAT = "coordination.contract.repeat";
    private static final int TIMES = NumberProperty.positiveInt(REPEAT, 1);
    private static final long FIRST_ORDER = NumberProperty.anyLong("coordination.contract.order", 1);
    private static final int THREADS = 4;

    @Test
    void holdsInMemory() {
        passes(MemoryContractTest.class);
    }

    @Test
    void holdsOnRedis() {
        passes(RedisContractTest.class);
    }

    private static void passes(Class<? extends CoordinationContract> contract) {
        try (LauncherSession session = ContractRun.openSession()) { // All runs share one server.
            for (long order = FIRST_ORDER; order < FIRST_ORDER + TIMES; order++) {
                ContractRun.assertAllPassed(
                        "order " + order, new ContractRun(contract, THREADS, order).execute(session));
            }
        }
    }
}
