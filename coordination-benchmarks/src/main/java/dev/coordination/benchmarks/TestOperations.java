// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;

/**
 * Calls the port through the in-memory adapter, on a handle that the extension supplied to a test. The timeline of the test
 * records the calls.
 */
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
