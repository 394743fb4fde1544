// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.contract.faulty.UncountedHarness;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the contract on an adapter that does not know who listens: {@code publish} returns 1 for every message. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("one-jdk")
class AcceptedContractTest extends CoordinationContract {

    @Override
    protected CoordinationHarness harness() {
        return new UncountedHarness(
                deliveries -> 1, Capability.EXACT_RECEIVER_COUNT, Capability.KNOWS_WHEN_NOBODY_LISTENS);
    }
}
