// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.parity.patterns.PatternsTest;
import dev.coordination.redis.server.ServerMatrix;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs the contract, the differential run, the comparisons of patterns, the catalogue of explored bugs and all tests of recipes on
 * every server that {@code -Dcoordination.redis.matrix} lists.
 */
@Order(1)
class ServerMatrixTest {

    private static final int THREADS = 4;
    private static final List<Class<?>> PROOFS_ON_CLUSTER =
            List.of(RedisContractTest.class, DifferentialTest.class, ExploredCatalogueTest.class);

    /** The comparison of patterns asks one server for all keys and all channels, which no node of a cluster has. */
    private static final List<Class<?>> PROOFS = Stream.concat(
                    PROOFS_ON_CLUSTER.stream(), Stream.of(PatternsTest.class))
            .toList();

    @TestFactory
    Stream<DynamicTest> everyServerPasses() {
        return ServerMatrix.servers().stream().map(entry -> DynamicTest.dynamicTest(entry, () -> passes(entry)));
    }

    private static void passes(String entry) {
        boolean isCluster = entry.equals("cluster");
        AbortedTests aborted = new AbortedTests();
        try (LauncherSession session = ContractRun.openSession()) {
            TestExecutionSummary summary = new ContractRun(isCluster ? PROOFS_ON_CLUSTER : PROOFS, THREADS, 1)
                    .withPackage("dev.coordination.parity.recipes")
                    .on(entry)
                    .reported()
                    .observedBy(aborted)
                    .execute(session);

            ContractRun.assertPassed(entry, summary, aborted.reasons().size());
            assertThat(aborted.reasons())
                    .as("why tests did not run on " + entry)
                    .allMatch(reason -> isCluster && reason.equals("needs PATTERN_SUBSCRIPTIONS"));
        }
    }
}
