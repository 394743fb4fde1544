// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;

/** Calls the port in memory, on a handle that the extension supplied to a test. The timeline records the calls. */
public class TestOperations extends PortOperations {

    /** Called by JMH. */
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
