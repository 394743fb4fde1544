// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;
import dev.coordination.memory.MemoryBackend;

/** Publishes messages through the in-memory adapter. */
public class MemoryPubSubBenchmark extends PortPubSub {

    /** Called by JMH. */
    public MemoryPubSubBenchmark() {}

    @Override
    DistributedCoordination connect() {
        return MemoryBackend.create().connect();
    }
}
