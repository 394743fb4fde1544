// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import java.time.Duration;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contract on memory as applications use it, in real time. {@link RealTimeTest} runs it. */
@Execution(ExecutionMode.CONCURRENT) // its areas, which a random order would else run one after another
class MemoryInRealTimeTestCase extends CoordinationContract {

    /** Several of them make a TTL and one is the margin. A test that comes too late is repeated with a longer one. */
    private static final Duration UNIT = Duration.ofMillis(100);

    @Override
    protected CoordinationHarness harness() {
        return MemoryHarness.inRealTime(UNIT);
    }
}
