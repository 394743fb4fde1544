// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.contract.faulty.LimitedHarness;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs the contract on an adapter with the lowest limits that can be declared, and with a TTL step that is longer than
 * the unit of the harness.
 */
@Execution(ExecutionMode.CONCURRENT)
@Tag("one-jdk")
class LowLimitsContractTest extends CoordinationContract {

    private static final Limits LOWEST = Limits.ofPort()
            .withNames(32)
            .withPatterns(32)
            .withValues(1_024)
            .withPayloads(1_024)
            .withMetadata(4_096)
            .withLongestTtl(Duration.ofSeconds(200 * 77))
            .withTtlStep(Duration.ofSeconds(77));

    @Override
    protected CoordinationHarness harness() {
        return new LimitedHarness(LOWEST);
    }
}
