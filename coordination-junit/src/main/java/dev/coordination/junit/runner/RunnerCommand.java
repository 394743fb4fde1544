// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.loading.HarnessClass;
import java.io.PrintStream;

/** The command line of {@link ContractRunner}: prints the results and returns the exit status. */
final class RunnerCommand {

    private static final int KEPT = 0;
    private static final int BROKEN = 1;
    private static final int NOT_RUN = 2;

    private final PrintStream out;
    private final PrintStream err;

    RunnerCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    int run(String... arguments) {
        if (arguments.length != 1) {
            return notRun("expected one argument, the name of a harness class, but got " + arguments.length);
        }
        try {
            HarnessClass harness = HarnessClass.named(arguments[0]);
            start(harness);
            ContractReport report = ContractRunner.run(harness::create);
            out.println(report);
            return report.passed() ? KEPT : BROKEN;
        } catch (NoClassDefFoundError e) {
            return notRun("junit-platform-launcher and junit-jupiter-engine must be on the class path: " + e);
        } catch (Exception e) { // Whatever the harness throws.
            return notRun(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /** Starts and closes a harness, to tell one that cannot start from an adapter that fails every test. */
    private static void start(HarnessClass type) {
        try (CoordinationHarness harness = type.create()) {
            harness.connect().close();
        }
    }

    private int notRun(String reason) {
        err.println("The contract was not run: " + reason.lines().findFirst().orElse(""));
        return NOT_RUN;
    }
}
