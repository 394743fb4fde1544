// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.TimeControl;

/** A harness that delegates to another harness the methods that generated calls need. */
abstract class DelegatingHarness implements CoordinationHarness {

    private final CoordinationHarness harness;

    DelegatingHarness(CoordinationHarness harness) {
        this.harness = harness;
    }

    @Override
    public DistributedCoordination connect() {
        return harness.connect();
    }

    @Override
    public TimeControl time() {
        return harness.time();
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
    public void close() {
        harness.close();
    }
}
