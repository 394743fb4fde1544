// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.junit.runner.ContractReport;
import dev.coordination.junit.runner.ContractRunner;

/**
 * Results of the contract that several tests use. The contract runs once for each result, because a run takes seconds.
 *
 * <p>The threads of the contract create the harnesses while this class is initialized, so it must not contain the
 * code that creates them.
 */
final class RealReports {

    /** The result of the in-memory adapter, which passes every rule. */
    static final ContractReport MEMORY = ContractRunner.run(MemoryHarness::new);

    /** The result of an adapter that breaks rule C-05. */
    static final ContractReport DELETING = ContractRunner.run(DeletesWrongly::harness);

    private RealReports() {}
}
