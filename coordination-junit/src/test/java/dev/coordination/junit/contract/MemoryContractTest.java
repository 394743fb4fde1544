// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Tag("one-jdk")
@Execution(ExecutionMode.CONCURRENT) // runs the areas in parallel even though their order is random
class MemoryContractTest extends CoordinationContract {

    @Override
    protected CoordinationHarness harness() {
        return new MemoryHarness();
    }
}
