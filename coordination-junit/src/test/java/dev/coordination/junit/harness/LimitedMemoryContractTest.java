// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

import dev.coordination.junit.contract.CoordinationContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the contract on a bounded backend whose limit no test reaches. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("one-jdk")
class LimitedMemoryContractTest extends CoordinationContract {

    @Override
    protected CoordinationHarness harness() {
        return new MemoryHarness(1_000_000);
    }
}
