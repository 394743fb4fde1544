// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;
import dev.coordination.memory.MemoryBackend;

/** Messages in memory. */
public class MemoryPubSubBenchmark extends PortPubSub {

    /** JMH creates it. */
    public MemoryPubSubBenchmark() {}

    @Override
    DistributedCoordination connect() {
        return MemoryBackend.create().connect();
    }
}
