// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.RedisCoordination;
import java.net.URI;
import java.util.UUID;

/** Messages through the Redis of the run. */
public class RedisPubSubBenchmark extends PortPubSub {

    /** JMH creates it. */
    public RedisPubSubBenchmark() {}

    @Override
    DistributedCoordination connect() {
        return RedisCoordination.connect(
                URI.create(System.getProperty(BenchmarkRun.REDIS)), "bench-" + UUID.randomUUID());
    }
}
