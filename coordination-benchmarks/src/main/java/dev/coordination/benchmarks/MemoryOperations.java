// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;
import dev.coordination.memory.MemoryBackend;

/** The calls of the port in memory. */
public class MemoryOperations extends PortOperations {

    private final MemoryBackend backend = MemoryBackend.create();

    /** JMH creates it. */
    public MemoryOperations() {}

    @Override
    DistributedCoordination connect() {
        return backend.connect();
    }

    @Override
    void disconnect() {
        backend.close();
    }
}
