package com.example.tests;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;

/** The areas of the contract are private to their package, which a test in another module runs all the same. */
class MemoryContractTest extends CoordinationContract {

    @Override
    protected CoordinationHarness harness() {
        return new MemoryHarness();
    }
}
