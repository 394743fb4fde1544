// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.RedisCoordination;
import java.net.URI;
import java.util.UUID;

/** The calls of the port on the Redis of the run. */
public class RedisOperations extends PortOperations {

    /** JMH creates it. */
    public RedisOperations() {}

    @Override
    DistributedCoordination connect() {
        return RedisCoordination.connect(
                URI.create(System.getProperty(BenchmarkRun.REDIS)), "bench-" + UUID.randomUUID());
    }

    @Override
    void disconnect() {
        // The handle was all.
    }
}
