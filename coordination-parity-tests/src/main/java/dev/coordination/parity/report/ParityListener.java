// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import dev.coordination.junit.runner.ContractListener;
import dev.coordination.junit.runner.ContractReport;
import dev.coordination.parity.Ledger;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints a summary at the end of every run that includes tests of the contract, and writes the {@link ParityReport}. For each
 * adapter, the summary contains its description and how many rules passed, failed and were skipped.
 *
 * <p>JUnit registers this listener automatically if it is on the class path.
 *
 * @since 0.1.0
 */
public final class ParityListener extends ContractListener {

    /**
     * The system property for the directory that the report is written to. The default is {@code target/parity-report}.
     */
    public static final String DIRECTORY = "coordination.report";

    private final PrintStream out;
    private final ParityReport report;
    private final Path directory;

    /** Called by JUnit. */
    public ParityListener() {
        this(System.out, ParityReport.ofThisJvm(), Path.of(System.getProperty(DIRECTORY, "target/parity-report")));
    }

    ParityListener(PrintStream out, ParityReport report, Path directory) {
        super(report::add);
        this.out = out;
        this.report = report;
        this.directory = directory;
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        super.testPlanExecutionFinished(plan);
        List<ContractReport> contracts = report.findings().contracts();
        if (contracts.isEmpty()) {
            return;
        }
        try {
            report.write(directory, Ledger.ofThisProject());
            // In one call, so that no other output appears between the lines.
            out.println(text(contracts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            report.clear();
        }
    }

    private String text(List<ContractReport> contracts) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("The contract, adapter by adapter:");
        for (ContractReport contract : contracts) {
            lines.add("  " + contract.suite() + ": " + contract.adapter());
            contract.summary().forEach(line -> lines.add("    " + line));
        }
        lines.add("The report: " + directory.toAbsolutePath().resolve(ReportFiles.PAGE));
        return String.join(System.lineSeparator(), lines);
    }
}
