// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.h2;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.harness.CoordinationHarness;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contract on an adapter that shares no line with ours. */
@Execution(ExecutionMode.CONCURRENT) // its areas, which a random order would else run one after another
class SqlContractTest extends CoordinationContract {

    @Override
    protected CoordinationHarness harness() {
        return new SqlHarness();
    }
}
