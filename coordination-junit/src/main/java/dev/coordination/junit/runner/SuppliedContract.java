// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.harness.CoordinationHarness;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the contract on the harnesses of a supplier. */
@ExtendWith(HarnessSupplierResolver.class)
class SuppliedContract extends CoordinationContract {

    private final Supplier<? extends CoordinationHarness> harnesses;

    SuppliedContract(Supplier<? extends CoordinationHarness> harnesses) {
        this.harnesses = harnesses;
    }

    @Override
    protected CoordinationHarness harness() {
        return harnesses.get();
    }
}
