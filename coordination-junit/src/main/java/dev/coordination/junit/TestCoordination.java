package dev.coordination.junit;

import dev.coordination.DistributedCoordination;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** What one test has: its backend, and the handles on it by the name of their node. JUnit closes it with the store. */
@SuppressWarnings("deprecation") // JUnit 5.12 closes a CloseableResource alone, later ones an AutoCloseable too.
final class TestCoordination implements Store.CloseableResource, AutoCloseable {

    private final MemoryBackend backend;
    private final Timeline timeline;
    private final Map<String, DistributedCoordination> handles = new ConcurrentHashMap<>();

    /**
     * Creates the coordination of a test.
     *
     * @param recorded whether what happens on it is kept for a failure
     */
    TestCoordination(MemoryBackend.Builder settings, FakeClock clock, boolean recorded) {
        timeline = new Timeline(clock.instant());
        MemoryBackend.Builder builder = settings.copy().clock(clock);
        backend = (recorded ? builder.onCall(timeline::add) : builder).build();
        if (recorded) {
            clock.onMove(timeline::moved);
        }
    }

    Timeline timeline() {
        return timeline;
    }

    MemoryBackend backend() {
        return backend;
    }

    /** Returns the handle of a node, the same on every call. */
    DistributedCoordination handle(String node) {
        return handles.computeIfAbsent(node, name -> name.isEmpty() ? backend.connect() : backend.connect(name));
    }

    @Override
    public void close() {
        backend.close();
    }
}
