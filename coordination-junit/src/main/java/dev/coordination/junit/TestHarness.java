package dev.coordination.junit;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.contract.CoordinationHarness;

/** A test on the adapter of a harness. */
final class TestHarness extends TestBackend {

    private final CoordinationHarness harness;

    TestHarness(CoordinationHarness harness) {
        this.harness = harness;
    }

    @Override
    DistributedCoordination connect(String node) {
        return harness.connect();
    }

    @Override
    TimeControl time() {
        return harness.time();
    }

    @Override
    void closeBackend() {
        harness.close();
    }
}
