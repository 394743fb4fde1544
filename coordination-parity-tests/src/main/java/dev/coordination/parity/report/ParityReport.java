// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import dev.coordination.Arguments;
import dev.coordination.junit.runner.ContractReport;
import dev.coordination.parity.ComparedRun;
import dev.coordination.parity.Ledger;
import dev.coordination.parity.patterns.PatternResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects the results of a run: the contract on each adapter, the generated runs, and the comparisons of patterns.
 * {@link ParityListener} writes the report of this JVM after its tests have ended.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class ParityReport {

    private static final ParityReport OF_THIS_JVM = new ParityReport();

    /** Guarded by this report, like the fields below. */
    private final List<ContractReport> contracts = new ArrayList<>();

    private final List<ComparedRun> runs = new ArrayList<>();
    private final List<PatternResult> patterns = new ArrayList<>();

    /**
     * Creates an empty report.
     *
     * @since 0.1.0
     */
    public ParityReport() {}

    /**
     * Returns the report of this JVM, which is written after its tests have ended.
     *
     * @return the report, the same one for every call
     * @since 0.1.0
     */
    public static ParityReport ofThisJvm() {
        return OF_THIS_JVM;
    }

    /**
     * Adds the result of the contract on an adapter.
     *
     * @param contract the result
     * @throws NullPointerException if the result is null
     * @since 0.1.0
     */
    public synchronized void add(ContractReport contract) {
        contracts.add(Arguments.notNull(contract, "contract"));
    }

    /**
     * Adds the result of a generated run.
     *
     * @param run the result
     * @throws NullPointerException if the result is null
     * @since 0.1.0
     */
    public synchronized void add(ComparedRun run) {
        runs.add(Arguments.notNull(run, "run"));
    }

    /**
     * Adds the result of a comparison of patterns.
     *
     * @param comparison the result
     * @throws NullPointerException if the result is null
     * @since 0.1.0
     */
    public synchronized void add(PatternResult comparison) {
        patterns.add(Arguments.notNull(comparison, "comparison"));
    }

    /**
     * Writes {@code parity.json} and {@code index.html}.
     *
     * @param directory the directory, which is created if it does not exist
     * @param ledger the known differences
     * @throws IOException if the files cannot be written
     * @since 0.1.0
     */
    public void write(Path directory, Ledger ledger) throws IOException {
        ReportFiles.write(directory, ParityData.of(findings(), ledger));
    }

    synchronized Findings findings() {
        List<ContractReport> sorted = contracts.stream()
                .sorted(Comparator.comparing(ContractReport::suite))
                .toList();
        return new Findings(sorted, List.copyOf(runs), List.copyOf(patterns));
    }

    /** Removes all results, so that the next run in this JVM starts with an empty report. */
    synchronized void clear() {
        contracts.clear();
        runs.clear();
        patterns.clear();
    }

    /** The results that were added. */
    record Findings(List<ContractReport> contracts, List<ComparedRun> runs, List<PatternResult> patterns) {}
}
