// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

import dev.coordination.junit.contract.CoordinationContract;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** With a bound that no rule reaches, a backend in memory keeps the rules too. */
@Execution(ExecutionMode.CONCURRENT)
class LimitedMemoryContractTest extends CoordinationContract {

    @Override
    protected CoordinationHarness harness() {
        return new MemoryHarness(1_000_000);
    }
}
