// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the contract on the in-memory adapter. */
@Execution(ExecutionMode.CONCURRENT) // Runs its areas concurrently even if the order of classes is random.
class MemoryContractTest extends CoordinationContract {

    @Override
    protected CoordinationHarness harness() {
        return new MemoryHarness();
    }
}
