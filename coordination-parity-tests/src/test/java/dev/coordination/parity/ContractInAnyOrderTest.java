// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.contract.CoordinationContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherSession;

/**
 * Runs the contract several times, in parallel and each time in another order, to find tests that depend on the order or on
 * running alone.
 *
 * <p>{@code -Dcoordination.contract.repeat=100} sets the number of runs, {@code -Dcoordination.contract.order=7} the seed of
 * the first order.
 */
@Tag("one-jdk")
class ContractInAnyOrderTest {

    private static final int TIMES = Integer.getInteger("coordination.contract.repeat", 2);
    private static final long FIRST_ORDER = Long.getLong("coordination.contract.order", 1);
    private static final int THREADS = 4;

    @Test
    void holdsInMemory() {
        passes(MemoryContractTest.class);
    }

    @Test
    void onRedis() {
        passes(RedisContractTest.class);
    }

    private static void passes(Class<? extends CoordinationContract> contract) {
        assertThat(TIMES).as("coordination.contract.repeat").isPositive();
        try (LauncherSession session = ContractRun.openSession()) { // All runs share one server.
            for (long order = FIRST_ORDER; order < FIRST_ORDER + TIMES; order++) {
                ContractRun.assertAllPassed(
                        "order " + order, new ContractRun(contract, THREADS, order).execute(session));
            }
        }
    }
}
