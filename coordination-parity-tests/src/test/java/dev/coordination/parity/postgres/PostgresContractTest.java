// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.postgres;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.harness.CoordinationHarness;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the contract on the PostgreSQL adapter. */
@Execution(ExecutionMode.CONCURRENT) // Runs its areas concurrently even if the order of classes is random.
@Tag("one-jdk")
class PostgresContractTest extends CoordinationContract {

    @Override
    protected CoordinationHarness harness() {
        return new PostgresHarness();
    }
}
