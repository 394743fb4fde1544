// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.Limits;
import dev.coordination.junit.harness.TimeControl;
import java.util.Optional;
import java.util.Set;

/** A harness that forwards every call to another. */
public class ForwardingHarness implements CoordinationHarness {

    final CoordinationHarness delegate;

    public ForwardingHarness(CoordinationHarness delegate) {
        this.delegate = delegate;
    }

    @Override
    public DistributedCoordination connect() {
        return delegate.connect();
    }

    @Override
    public DistributedCoordination connectUnreachable() {
        return delegate.connectUnreachable();
    }

    @Override
    public Optional<DistributedCoordination> connectLosingReply() {
        return delegate.connectLosingReply();
    }

    @Override
    public void cutSubscriptions() {
        delegate.cutSubscriptions();
    }

    @Override
    public void useProductionSettings() {
        delegate.useProductionSettings();
    }

    @Override
    public TimeControl time() {
        return delegate.time();
    }

    @Override
    public Set<Capability> capabilities() {
        return delegate.capabilities();
    }

    @Override
    public Limits limits() {
        return delegate.limits();
    }

    @Override
    public int subscriptionBuffer() {
        return delegate.subscriptionBuffer();
    }

    @Override
    public String description() {
        return delegate.description();
    }

    @Override
    public void close() {
        delegate.close();
    }
}
