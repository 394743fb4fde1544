// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import java.time.Duration;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contract on the in-memory adapter in real time, as applications use it. {@link RealTimeTest} runs it. */
@Execution(ExecutionMode.CONCURRENT) // Runs its areas concurrently even if the order of classes is random.
class MemoryInRealTimeTestCase extends CoordinationContract {

    /**
     * The time unit. A TTL lasts several units, and one unit is the margin. A test that is too slow is repeated with a
     * longer unit.
     */
    private static final Duration UNIT = Duration.ofMillis(100);

    @Override
    protected CoordinationHarness harness() {
        return MemoryHarness.inRealTime(UNIT);
    }
}
