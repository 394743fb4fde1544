// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;

/** The calls of the port in memory, on a handle as the extension gives it to a test: what is called on it is kept. */
public class TestOperations extends PortOperations {

    /** JMH creates it. */
    public TestOperations() {}

    @Override
    DistributedCoordination connect() throws InterruptedException {
        return RunningTestCase.start();
    }

    @Override
    void disconnect() {
        RunningTestCase.end();
    }
}
