// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.contract.faulty.FaultyAdapter;
import dev.coordination.junit.contract.faulty.FaultyHarness;

/** Creates harnesses for an adapter that breaks rule C-05. */
final class DeletesWrongly {

    private DeletesWrongly() {}

    static FaultyHarness harness() {
        return new FaultyHarness(FaultyAdapter.ALL.stream()
                .filter(fault -> fault.breaks == Rule.C_05)
                .findFirst()
                .orElseThrow());
    }
}
