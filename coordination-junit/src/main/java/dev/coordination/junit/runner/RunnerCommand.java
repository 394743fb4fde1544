// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.loading.HarnessClass;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** The command line of {@link ContractRunner}: prints the results and returns the exit status. */
final class RunnerCommand {

    static final int KEPT = 0;
    static final int BROKEN = 1;
    static final int NOT_RUN = 2;

    /** How long a harness may take to start. Long enough to download a server image. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final PrintStream out;
    private final PrintStream err;
    private final Duration patience;
    private final Function<Supplier<CoordinationHarness>, ContractReport> contract;

    RunnerCommand(PrintStream out, PrintStream err) {
        this(out, err, PATIENCE, ContractRunner::run);
    }

    /**
     * Creates a command.
     *
     * @param patience how long the harness may take to start
     * @param contract runs the contract, or a part of it, on harnesses
     */
    RunnerCommand(
            PrintStream out,
            PrintStream err,
            Duration patience,
            Function<Supplier<CoordinationHarness>, ContractReport> contract) {
        this.out = out;
        this.err = err;
        this.patience = patience;
        this.contract = contract;
    }

    int run(String... arguments) {
        if (arguments.length != 1) {
            return notRun("expected one argument, the name of a harness class, but got " + arguments.length);
        }
        try {
            Optional<String> complaint = RequiredLibraries.complaint();
            return complaint.isPresent() ? notRun(complaint.get()) : run(arguments[0]);
        } catch (Throwable e) { // Errors too: the JVM would exit with 1, or not at all if other threads still run.
            return notRun("", e);
        }
    }

    private int run(String className) throws Exception {
        HarnessClass harness;
        try {
            harness = HarnessClass.named(className);
            harness.requireConstructor();
        } catch (IllegalArgumentException e) { // Its message is enough.
            return notRun(String.valueOf(e.getMessage()));
        }
        Optional<Throwable> failure = start(harness);
        if (failure.isPresent()) {
            return notRun(className + " cannot be started: ", failure.get());
        }
        ContractReport report = contract.apply(harness::create);
        out.println(report);
        return report.passed() ? KEPT : BROKEN;
    }

    /**
     * Starts and closes a harness, to distinguish one that cannot start from an adapter that fails every test. Uses
     * another thread, since a harness may wait forever for a thread of its own that has died.
     */
    private Optional<Throwable> start(HarnessClass type) throws Exception {
        FutureTask<Optional<Throwable>> start = new FutureTask<>(() -> {
            try (CoordinationHarness harness = type.newInstance()) {
                harness.connect().close();
                return Optional.empty();
            } catch (Throwable e) {
                return Optional.of(e);
            }
        });
        Thread thread = new Thread(start, "coordination-contract-start");
        thread.setDaemon(true);
        thread.start();
        try {
            return start.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            TimeoutException late =
                    new TimeoutException("it did not start and close within " + patience.toMillis() + " ms");
            late.setStackTrace(thread.getStackTrace()); // Shows where it waits.
            return Optional.of(late);
        }
    }

    private int notRun(String reason) {
        err.println("The contract was not run: " + reason);
        return NOT_RUN;
    }

    /** Prints the reason on one line, and the stack trace on the lines after it. */
    private int notRun(String before, Throwable thrown) {
        StringBuilder reason = new StringBuilder(before + firstLine(thrown));
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            if (reason.indexOf(firstLine(cause)) < 0) {
                reason.append(", caused by ").append(firstLine(cause));
            }
        }
        notRun(reason.toString());
        thrown.printStackTrace(err);
        return NOT_RUN;
    }

    private static String firstLine(Throwable thrown) {
        return thrown.toString().lines().findFirst().orElse("");
    }
}
