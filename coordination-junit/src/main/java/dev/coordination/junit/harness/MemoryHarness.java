// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.harness.loss.LostReply;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * The harness of the in-memory adapter, on a fake clock or in real time.
 *
 * @since 0.1.0
 */
public final class MemoryHarness implements CoordinationHarness {

    private static final int CONTRACT_BUFFER = 64;
    private static final int USUAL_BUFFER = 1_024;

    private final UnaryOperator<MemoryBackend.Builder> onTime;
    private MemoryBackend backend;
    private int subscriptionBuffer = CONTRACT_BUFFER;
    private final TimeControl time;
    private final String timeDescription;
    private final List<DistributedCoordination> reachable = new CopyOnWriteArrayList<>();

    /**
     * Creates a harness on a fresh backend with a fake clock.
     *
     * @since 0.1.0
     */
    public MemoryHarness() {
        this(FakeClock.create(), builder -> builder);
    }

    /**
     * Creates a harness whose subscriptions have a buffer of the given size, on a fresh backend with a fake clock, for
     * comparisons with an adapter whose buffer has that size.
     *
     * @param messages how many messages a subscription buffers before it overflows
     * @return the harness
     * @throws IllegalArgumentException if the number is not positive
     * @since 0.1.0
     */
    public static MemoryHarness buffering(int messages) {
        FakeClock clock = FakeClock.create();
        MemoryHarness harness = new MemoryHarness(
                builder -> builder.clock(clock).subscriptionBuffer(messages), TimeControl.of(clock), "fake clock");
        harness.subscriptionBuffer = messages;
        return harness;
    }

    /** Creates a harness on a fresh backend with a fake clock and a maximum number of entries. */
    MemoryHarness(int maximumEntries) {
        this(FakeClock.create(), builder -> builder.maximumEntries(maximumEntries));
    }

    private MemoryHarness(FakeClock clock, UnaryOperator<MemoryBackend.Builder> more) {
        this(builder -> more.apply(builder.clock(clock)), TimeControl.of(clock), "fake clock");
    }

    private MemoryHarness(UnaryOperator<MemoryBackend.Builder> onTime, TimeControl time, String timeDescription) {
        this.onTime = onTime;
        this.time = time;
        this.timeDescription = timeDescription;
        this.backend = onTime.apply(contractSettings()).build();
    }

    /**
     * Returns a harness that waits for time to pass, on a fresh backend that runs in real time.
     *
     * @param unit the time unit, longer than most pauses of this machine
     * @return the harness
     * @throws IllegalArgumentException if the unit is zero, negative or more than 36,500 days
     * @since 0.1.0
     */
    public static MemoryHarness inRealTime(Duration unit) {
        return new MemoryHarness(MemoryBackend.Builder::realTime, TimeControl.inRealTime(unit), "real time");
    }

    /**
     * Returns settings that discard the exceptions of listeners, which the contract provokes (S-09) and which would
     * only fill the log. Calls are observed, as for the timeline of a test, so the contract runs on the same kind of
     * handles that tests use.
     */
    private static MemoryBackend.Builder contractSettings() {
        return MemoryBackend.builder()
                .subscriptionBuffer(CONTRACT_BUFFER)
                .onListenerError(thrown -> {})
                .onCall(call -> {});
    }

    @Override
    public void useProductionSettings() {
        backend.close();
        backend = onTime.apply(MemoryBackend.builder()).build();
        subscriptionBuffer = USUAL_BUFFER;
    }

    @Override
    public DistributedCoordination connect() {
        DistributedCoordination handle = backend.connect();
        reachable.add(handle);
        return handle;
    }

    @Override
    public DistributedCoordination connectUnreachable() {
        DistributedCoordination handle = backend.connect();
        backend.disconnect(handle);
        return handle;
    }

    @Override
    public Optional<DistributedCoordination> connectLosingReply() {
        return Optional.of(LostReply.of(backend.connect()));
    }

    @Override
    public void cutSubscriptions() {
        for (DistributedCoordination handle : reachable) {
            backend.disconnect(handle);
            backend.reconnect(handle);
        }
    }

    @Override
    public TimeControl time() {
        return time;
    }

    @Override
    public int subscriptionBuffer() {
        return subscriptionBuffer;
    }

    @Override
    public String description() {
        return "in-memory adapter, " + timeDescription;
    }

    @Override
    public Map<String, String> details() {
        return Map.of("time", timeDescription);
    }

    @Override
    public void close() {
        backend.close();
    }
}
