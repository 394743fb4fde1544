package com.example.tests;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;

/** Runs the contract from another module, although the classes of its areas are not public. */
class MemoryContractTest extends CoordinationContract {

    @Override
    protected CoordinationHarness harness() {
        return new MemoryHarness();
    }
}
