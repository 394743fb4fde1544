// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.TimeControl;
import java.util.Set;

/** A harness that is right; what runs the contract on something else overrides what it changes. */
public class ForwardingHarness implements CoordinationHarness {

    final CoordinationHarness to;

    public ForwardingHarness(CoordinationHarness to) {
        this.to = to;
    }

    @Override
    public DistributedCoordination connect() {
        return to.connect();
    }

    @Override
    public DistributedCoordination connectUnreachable() {
        return to.connectUnreachable();
    }

    @Override
    public void cutSubscriptions() {
        to.cutSubscriptions();
    }

    @Override
    public void useProductionSettings() {
        to.useProductionSettings();
    }

    @Override
    public TimeControl time() {
        return to.time();
    }

    @Override
    public Set<Capability> capabilities() {
        return to.capabilities();
    }

    @Override
    public int subscriptionBuffer() {
        return to.subscriptionBuffer();
    }

    @Override
    public String description() {
        return to.description();
    }

    @Override
    public void close() {
        to.close();
    }
}
