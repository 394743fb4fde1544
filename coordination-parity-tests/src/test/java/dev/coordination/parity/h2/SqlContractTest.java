// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.h2;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.harness.CoordinationHarness;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the contract on an adapter that shares no code with those of this project. */
@Execution(ExecutionMode.CONCURRENT) // Runs its areas concurrently even if the order of classes is random.
class SqlContractTest extends CoordinationContract {

    @Override
    protected CoordinationHarness harness() {
        return new SqlHarness();
    }
}
