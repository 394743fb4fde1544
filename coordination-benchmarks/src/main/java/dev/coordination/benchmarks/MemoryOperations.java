// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;
import dev.coordination.memory.MemoryBackend;

/** Calls the port through the in-memory adapter. */
public class MemoryOperations extends PortOperations {

    private final MemoryBackend backend = MemoryBackend.create();

    /** Called by JMH. */
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
