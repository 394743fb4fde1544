// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.contract.CoordinationContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherSession;

/**
 * Runs the contract in parallel and in a fixed order that is not that of the declarations, to find tests that depend on the order
 * or on running alone. The other tests of the contract run it in a new order each time.
 *
 * <p>{@code -Dcoordination.contract.repeat=100} runs it in that many orders, and {@code -Dcoordination.contract.order=7} sets the
 * seed of the first.
 */
@Tag("one-jdk")
class ContractInAnyOrderTest {

    private static final int TIMES = Integer.getInteger("coordination.contract.repeat", 1);
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
