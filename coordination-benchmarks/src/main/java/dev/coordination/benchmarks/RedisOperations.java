// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.RedisCoordination;
import java.net.URI;
import java.util.UUID;

/** Calls the port through the Redis adapter, on the server of the run. */
public class RedisOperations extends PortOperations {

    /** Called by JMH. */
    public RedisOperations() {}

    @Override
    DistributedCoordination connect() {
        return RedisCoordination.connect(
                URI.create(System.getProperty(BenchmarkRun.REDIS)), "bench-" + UUID.randomUUID());
    }

    @Override
    void disconnect() {
        // There is nothing to close except the handle.
    }
}
