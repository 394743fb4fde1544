package dev.coordination.junit;

import dev.coordination.DistributedCoordination;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;

/** What the extension gives to a test, without a test. */
public final class TestHandle implements AutoCloseable {

    private final TestCoordination coordination =
            new TestCoordination(MemoryBackend.builder(), FakeClock.create(), true, null);

    /** Creates the coordination of a test, which is told of its calls. */
    public TestHandle() {}

    /** Returns its handle. */
    public DistributedCoordination handle() {
        return coordination.handle("");
    }

    @Override
    public void close() {
        coordination.close();
    }
}
