// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.harness.CoordinationHarness;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the contract on an adapter with a defect. */
@ExtendWith(FaultyAdapter.class)
class FaultyContractTestCase extends CoordinationContract {

    private final Fault fault;

    FaultyContractTestCase(Fault fault) {
        this.fault = fault;
    }

    @Override
    protected CoordinationHarness harness() {
        return new FaultyHarness(fault);
    }
}
