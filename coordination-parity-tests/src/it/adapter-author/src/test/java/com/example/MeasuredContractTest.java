package com.example;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.harness.CoordinationHarness;

class MeasuredContractTest extends CoordinationContract {

    @Override
    protected CoordinationHarness harness() {
        return new MeasuredHarness();
    }
}
