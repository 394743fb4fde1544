// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.contract.faulty.UncountedHarness;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the contract on an adapter that only knows whether anybody listens. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("one-jdk")
class EstimatedContractTest extends CoordinationContract {

    @Override
    protected CoordinationHarness harness() {
        return new UncountedHarness(deliveries -> Math.min(deliveries, 1), Capability.EXACT_RECEIVER_COUNT);
    }
}
