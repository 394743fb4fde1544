package dev.coordination.parity;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.contract.CoordinationHarness;
import dev.coordination.junit.contract.MemoryHarness;

/** The contract on the in-memory adapter. */
class MemoryContractTest extends CoordinationContract {

    @Override
    protected CoordinationHarness harness() {
        return new MemoryHarness();
    }
}
