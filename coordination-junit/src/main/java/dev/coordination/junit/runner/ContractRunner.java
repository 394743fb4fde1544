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
 * Runs the contract on an adapter without a test class, from code or from the command line.
 *
 * <pre>{@code java -cp ... dev.coordination.junit.runner.ContractRunner com.example.EtcdHarness}</pre>
 *
 * <p>Requires {@code junit-platform-launcher} and {@code junit-jupiter-engine} on the class path; this artifact does
 * not depend on them. JUnit's configuration parameters may be given as system properties.
 *
 * @since 0.1.0
 */
public final class ContractRunner {

    private ContractRunner() {}

    /**
     * Runs the whole contract.
     *
     * @param harnesses creates a new harness on a fresh, empty backend for each test; called by several threads at once
     *     if tests run in parallel
     * @return the report; if a harness cannot be created, every test fails
     * @throws NullPointerException if the supplier is null
     * @throws IllegalStateException if the harnesses do not all have the same description
     * @throws org.junit.platform.commons.JUnitException if JUnit Jupiter is not on the class path
     * @since 0.1.0
     */
    public static ContractReport run(Supplier<? extends CoordinationHarness> harnesses) {
        String key = HarnessSupplierResolver.add(Arguments.notNull(harnesses, "harnesses"));
        try (LauncherSession session = LauncherFactory.openSession(LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false) // This is not a run of the user's tests.
                .build())) {
            List<ContractReport> reports = new ArrayList<>();
            session.getLauncher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(DiscoverySelectors.selectClass(SuppliedContract.class))
                                    .configurationParameter(HarnessSupplierResolver.KEY, key)
                                    .build(),
                            new ContractListener(reports::add));
            return singleReport(reports);
        } finally {
            HarnessSupplierResolver.remove(key);
        }
    }

    private static ContractReport singleReport(List<ContractReport> reports) {
        if (reports.size() != 1) {
            throw new IllegalStateException("all harnesses of a run must have the same description, but they have "
                    + reports.stream().map(ContractReport::adapter).toList());
        }
        return reports.get(0);
    }

    /**
     * Runs the contract on a harness class, prints a table, and exits with status 0 if the adapter keeps the contract,
     * 1 if it does not, and 2 if the contract could not be run. In the last case, the reason is printed to the error
     * stream, on one line.
     *
     * @param arguments the name of a {@link CoordinationHarness} class that has a constructor without parameters
     * @since 0.1.0
     */
    public static void main(String... arguments) {
        System.exit(new RunnerCommand(System.out, System.err).run(arguments));
    }
}
