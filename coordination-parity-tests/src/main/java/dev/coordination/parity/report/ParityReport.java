// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import dev.coordination.Arguments;
import dev.coordination.junit.runner.ContractReport;
import dev.coordination.parity.Ledger;
import dev.coordination.parity.differential.DifferentialResult;
import dev.coordination.parity.patterns.PatternResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a run showed: the contract on each adapter, the generated runs and the patterns. {@link ParityListener} writes that of
 * this JVM when its tests have ended.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class ParityReport {

    private static final ParityReport OF_THIS_JVM = new ParityReport();

    /** All guarded by this report. */
    private final List<ContractReport> contracts = new ArrayList<>();

    private final List<DifferentialResult> runs = new ArrayList<>();
    private final List<PatternResult> patterns = new ArrayList<>();

    /**
     * Creates an empty one.
     *
     * @since 0.1.0
     */
    public ParityReport() {}

    /**
     * Returns the report that is written when the tests of this JVM have ended.
     *
     * @return always the same one
     * @since 0.1.0
     */
    public static ParityReport ofThisJvm() {
        return OF_THIS_JVM;
    }

    /**
     * Adds what came of the contract on an adapter.
     *
     * @param contract the result
     * @throws NullPointerException if it is null
     * @since 0.1.0
     */
    public synchronized void add(ContractReport contract) {
        contracts.add(Arguments.notNull(contract, "contract"));
    }

    /**
     * Adds what came of a generated run.
     *
     * @param run the result
     * @throws NullPointerException if it is null
     * @since 0.1.0
     */
    public synchronized void add(DifferentialResult run) {
        runs.add(Arguments.notNull(run, "run"));
    }

    /**
     * Adds what came of a comparison of patterns.
     *
     * @param comparison the result
     * @throws NullPointerException if it is null
     * @since 0.1.0
     */
    public synchronized void add(PatternResult comparison) {
        patterns.add(Arguments.notNull(comparison, "comparison"));
    }

    /**
     * Writes {@code parity.json} and {@code index.html}.
     *
     * @param directory where to; made if it is not there
     * @param ledger the known differences that the run was told of
     * @throws IOException if they cannot be written
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

    /** Forgets what was added, so that the next run of this JVM begins anew. */
    synchronized void clear() {
        contracts.clear();
        runs.clear();
        patterns.clear();
    }

    /** What was added. */
    record Findings(List<ContractReport> contracts, List<DifferentialResult> runs, List<PatternResult> patterns) {}
}
