// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import dev.coordination.Arguments;
import dev.coordination.junit.harness.CoordinationHarness;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the contract on an adapter, without a test class: from code, or as a program.
 *
 * <pre>{@code java -cp ... dev.coordination.junit.runner.ContractRunner com.example.EtcdHarness}</pre>
 *
 * <p>It takes {@code junit-platform-launcher} and {@code junit-jupiter-engine} on the class path, which this artifact does not
 * bring along. Configuration parameters of JUnit may be given as system properties.
 *
 * @since 0.1.0
 */
public final class ContractRunner {

    private ContractRunner() {}

    /**
     * Runs the whole contract.
     *
     * @param harnesses makes a new harness on a fresh, empty backend for each test; called by several threads at once if
     *     tests run in parallel
     * @return what came of it; a harness that cannot be made fails every test
     * @throws NullPointerException if the supplier is null
     * @throws IllegalStateException if the harnesses do not all describe themselves alike
     * @throws org.junit.platform.commons.JUnitException if there is no JUnit Jupiter to run it
     * @since 0.1.0
     */
    public static ContractReport run(Supplier<? extends CoordinationHarness> harnesses) {
        String key = HarnessSupplierResolver.add(Arguments.notNull(harnesses, "harnesses"));
        try (LauncherSession session = LauncherFactory.openSession(LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false) // This is no run of the user's tests.
                .build())) {
            List<ContractReport> reports = new ArrayList<>();
            session.getLauncher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(DiscoverySelectors.selectClass(SuppliedContract.class))
                                    .configurationParameter(HarnessSupplierResolver.KEY, key)
                                    .build(),
                            new ContractListener(reports::add));
            return theOnlyOne(reports);
        } finally {
            HarnessSupplierResolver.remove(key);
        }
    }

    private static ContractReport theOnlyOne(List<ContractReport> reports) {
        if (reports.size() != 1) {
            throw new IllegalStateException("all harnesses of a run must have one description, and they have "
                    + reports.stream().map(ContractReport::adapter).toList());
        }
        return reports.get(0);
    }

    /**
     * Runs the contract on the harness of a class, prints a table, and ends the JVM: with 0 if the adapter keeps the contract,
     * 1 if it does not, 2 if it could not be run; the reason is then one line on the error stream.
     *
     * @param arguments the name of a {@link CoordinationHarness} with a constructor without parameters
     * @since 0.1.0
     */
    public static void main(String... arguments) {
        System.exit(new RunnerCommand(System.out, System.err).run(arguments));
    }
}
