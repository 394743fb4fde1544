// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import dev.coordination.parity.patterns.PatternsTest;
import dev.coordination.redis.server.ServerMatrix;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.launcher.LauncherSession;

/**
 * Runs the contract, the differential run, the comparisons of patterns and the catalogue of explored bugs on every server that
 * {@code -Dcoordination.redis.matrix} lists.
 */
class ServerMatrixTest {

    private static final int THREADS = 4;
    private static final List<Class<?>> PROOFS =
            List.of(RedisContractTest.class, DifferentialTest.class, PatternsTest.class, ExploredCatalogueTest.class);

    @TestFactory
    Stream<DynamicTest> everyServerPasses() {
        return ServerMatrix.servers().stream().map(entry -> DynamicTest.dynamicTest(entry, () -> passes(entry)));
    }

    private static void passes(String entry) {
        try (LauncherSession session = ContractRun.openSession()) {
            ContractRun.assertAllPassed(
                    entry,
                    new ContractRun(PROOFS, THREADS, 1).on(entry).reported().execute(session));
        }
    }
}
