// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.TimeControl;

/** The harness of a running test, with the time control of the test. Closing it leaves the harness open. */
record BorrowedHarness(CoordinationHarness harness, TimeControl time) implements CoordinationHarness {

    @Override
    public DistributedCoordination connect() {
        return harness.connect();
    }

    @Override
    public void cutSubscriptions() {
        harness.cutSubscriptions();
    }

    @Override
    public int subscriptionBuffer() {
        return harness.subscriptionBuffer();
    }

    @Override
    public String description() {
        return harness.description();
    }

    @Override
    public void close() {}
}
