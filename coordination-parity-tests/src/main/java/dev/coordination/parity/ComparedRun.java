// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import dev.coordination.Arguments;
import dev.coordination.junit.differential.Differential;
import dev.coordination.junit.differential.DifferentialResult;
import java.util.List;

/**
 * The result of a differential run, and which of the known differences it found.
 *
 * @param run the result, in which known differences are not counted
 * @param listed the known differences that were found
 * @param stale the known differences that no longer occur; empty if another difference ended the run early
 * @since 0.1.0
 */
public record ComparedRun(DifferentialResult run, List<Divergence> listed, List<Divergence> stale)
        implements ComparisonResult {

    /**
     * Runs a comparison with known differences.
     *
     * @param differential the comparison
     * @param known the known differences of its second adapter
     * @return the result
     * @throws IllegalStateException if a harness cannot be created or connected, or cannot advance time
     * @since 0.1.0
     */
    public static ComparedRun of(Differential differential, Ledger.Page known) {
        Arguments.notNull(known, "known");
        DifferentialResult run = Arguments.notNull(differential, "differential")
                .known(operation -> known.meet(operation).isPresent())
                .run();
        return new ComparedRun(run, known.met(), run.differing() == 0 ? known.unmet() : List.of());
    }

    @Override
    public long differing() {
        return run.differing();
    }

    @Override
    public String toString() {
        return run + describeKnown();
    }
}
