package dev.coordination.parity.bench;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.TestHandle;

/** The calls of the port in memory, on a handle as the extension gives it to a test: what is called on it is kept. */
public class TestOperations extends PortOperations {

    private final TestHandle test = new TestHandle();

    /** JMH creates it. */
    public TestOperations() {}

    @Override
    DistributedCoordination connect() {
        return test.handle();
    }

    @Override
    void disconnect() {
        test.close();
    }
}
