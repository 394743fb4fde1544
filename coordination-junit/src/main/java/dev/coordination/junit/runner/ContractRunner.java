// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import dev.coordination.Arguments;
import dev.coordination.junit.harness.CoordinationHarness;
import java.util.function.Supplier;

/**
 * Runs the contract on an adapter without a test class, from code or from the command line.
 *
 * <pre>{@code java -cp ... dev.coordination.junit.runner.ContractRunner com.example.EtcdHarness}</pre>
 *
 * <p>This class requires {@code junit-platform-launcher} and {@code junit-jupiter-engine} on the class path; this
 * artifact does not depend on them. JUnit's configuration parameters may be given as system properties.
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
     * @throws IllegalStateException if the harnesses do not all have the same description, or JUnit has aborted the
     *     run, for example because memory was exhausted
     * @throws org.junit.platform.commons.JUnitException if JUnit Jupiter is not on the class path
     * @since 0.1.0
     */
    public static ContractReport run(Supplier<? extends CoordinationHarness> harnesses) {
        return ContractExecution.of(Arguments.notNull(harnesses, "harnesses"));
    }

    /**
     * Runs the contract on a harness class, prints the {@linkplain ContractReport#toString report}, and exits with
     * status 0 if the adapter keeps the contract, 1 if it does not, and 2 if the contract could not be run, whatever
     * the reason. In the last case, a line on the error stream that begins with {@code The contract was not run:} gives
     * the reason, after anything that JUnit has logged. Exits even if the adapter leaves threads behind.
     *
     * @param arguments the name of a {@link CoordinationHarness} class that has a constructor without parameters
     * @since 0.1.0
     */
    public static void main(String... arguments) {
        int status = RunnerCommand.NOT_RUN;
        try {
            status = new RunnerCommand(System.out, System.err).run(arguments);
        } finally {
            System.exit(status);
        }
    }
}
