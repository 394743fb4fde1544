package dev.coordination.junit.contract;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.TimeControl;
import dev.coordination.memory.MemoryBackend;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The in-memory adapter, on its fake clock.
 *
 * @since 0.1.0
 */
public final class MemoryHarness implements CoordinationHarness {

    private static final int SUBSCRIPTION_BUFFER = 64;

    /**
     * The listeners of the contract throw on purpose (S-09), which would only fill the log. Calls are told of, as they are for
     * the timeline of a test: so the contract runs on the handles that tests get.
     */
    private final MemoryBackend backend = MemoryBackend.builder()
            .subscriptionBuffer(SUBSCRIPTION_BUFFER)
            .onListenerError(thrown -> {})
            .onCall(call -> {})
            .build();

    private final TimeControl time = TimeControl.of(backend.clock());
    private final List<DistributedCoordination> reachable = new CopyOnWriteArrayList<>();

    /**
     * Creates a harness on a fresh backend.
     *
     * @since 0.1.0
     */
    public MemoryHarness() {}

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
        return SUBSCRIPTION_BUFFER;
    }

    @Override
    public String description() {
        return "in-memory adapter, fake clock";
    }

    @Override
    public Map<String, String> details() {
        return Map.of("time", "fake clock");
    }

    @Override
    public void close() {
        backend.close();
    }
}
