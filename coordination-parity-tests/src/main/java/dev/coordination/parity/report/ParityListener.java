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
 * Prints, at the end of every run that had tests of the contract in it, for each adapter what it is and which rules passed,
 * failed and were skipped, and writes the {@link ParityReport}.
 *
 * <p>JUnit finds and calls it; it needs to be on the class path, and nothing more.
 *
 * @since 0.1.0
 */
public final class ParityListener extends ContractListener {

    /**
     * The system property with the directory that the report is written to; {@code target/parity-report} unless set.
     */
    public static final String DIRECTORY = "coordination.report";

    private final PrintStream out;
    private final ParityReport report;
    private final Path directory;

    /** JUnit creates it. */
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
            // In one piece, so that nothing comes between the lines.
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
