// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.contract.faulty.LimitedHarness;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the contract on an adapter with the limits of a cache server: short keys, and TTLs in whole seconds. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("one-jdk")
class EngineLimitsContractTest extends CoordinationContract {

    private static final Limits LIMITS = Limits.ofPort()
            .withNames(250)
            .withValues(1_000_000)
            .withLongestTtl(Duration.ofDays(30))
            .withTtlStep(Duration.ofSeconds(1));

    @Override
    protected CoordinationHarness harness() {
        return new LimitedHarness(LIMITS);
    }
}
