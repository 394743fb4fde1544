package com.example;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.junit.harness.TimeControl;

final class MeasuredHarness implements CoordinationHarness {

    private final MemoryHarness memory = new MemoryHarness();
    private final MeasuredCoordination adapter = new MeasuredCoordination();

    @Override
    public DistributedCoordination connect() {
        return adapter.measured(memory.connect());
    }

    @Override
    public DistributedCoordination connectUnreachable() {
        return adapter.measured(memory.connectUnreachable());
    }

    @Override
    public void cutSubscriptions() {
        memory.cutSubscriptions();
    }

    @Override
    public TimeControl time() {
        return memory.time();
    }

    @Override
    public int subscriptionBuffer() {
        return memory.subscriptionBuffer();
    }

    @Override
    public String description() {
        return "in-memory adapter, measured";
    }

    @Override
    public void close() {
        memory.close();
    }
}
