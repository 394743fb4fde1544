// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.harness.Limits;
import dev.coordination.junit.harness.MemoryHarness;

/** A harness for the in-memory adapter with limits below those of the port, which it declares and enforces. */
public final class LimitedHarness extends ForwardingHarness {

    private final Limits limits;

    public LimitedHarness(Limits limits) {
        super(new MemoryHarness());
        this.limits = limits;
    }

    @Override
    public DistributedCoordination connect() {
        return EnforcedLimits.on(super.connect(), limits);
    }

    @Override
    public DistributedCoordination connectUnreachable() {
        return EnforcedLimits.on(super.connectUnreachable(), limits);
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public String description() {
        return "in-memory adapter within limits";
    }
}
