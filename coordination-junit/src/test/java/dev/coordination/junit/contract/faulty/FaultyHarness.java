// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.Limits;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.junit.harness.loss.LostReply;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A harness for the in-memory adapter with one defect. */
public final class FaultyHarness implements CoordinationHarness {

    private static final int SUBSCRIPTION_BUFFER = 64;

    /** How long a stalled wait may last in real time. It is short, because a defect may cause many such waits. */
    private static final Duration STALL_GUARD = Duration.ofSeconds(1);

    private final Fault fault;
    private final MemoryBackend backend = MemoryBackend.builder()
            .clock(FakeClock.builder().stallGuard(STALL_GUARD).build())
            .subscriptionBuffer(SUBSCRIPTION_BUFFER)
            .onListenerError(thrown -> {})
            .build();
    private final FaultContext context = new FaultContext(backend);
    private final TimeControl time;
    private final List<DistributedCoordination> reachable = new CopyOnWriteArrayList<>();

    public FaultyHarness(Fault fault) {
        this.fault = fault;
        this.time = fault.plantIn(TimeControl.of(backend.clock()), context);
    }

    @Override
    public DistributedCoordination connect() {
        DistributedCoordination correct = backend.connect();
        reachable.add(correct);
        return fault.plantIn(correct, context);
    }

    @Override
    public DistributedCoordination connectUnreachable() {
        DistributedCoordination correct = backend.connect();
        backend.disconnect(correct);
        return fault.plantInUnreachable(correct, context);
    }

    @Override
    public Optional<DistributedCoordination> connectLosingReply() {
        return Optional.of(fault.plantIn(LostReply.of(backend.connect()), context));
    }

    @Override
    public void cutSubscriptions() {
        for (DistributedCoordination handle : reachable) {
            backend.disconnect(handle);
            backend.reconnect(handle);
        }
        fault.afterCut(context);
    }

    @Override
    public TimeControl time() {
        return time;
    }

    @Override
    public Set<Capability> capabilities() {
        return fault.capabilities();
    }

    @Override
    public Limits limits() {
        return fault.limits();
    }

    @Override
    public int subscriptionBuffer() {
        return SUBSCRIPTION_BUFFER;
    }

    @Override
    public String description() {
        return "an adapter in which " + fault.defect;
    }

    @Override
    public void close() {
        backend.close();
    }
}
