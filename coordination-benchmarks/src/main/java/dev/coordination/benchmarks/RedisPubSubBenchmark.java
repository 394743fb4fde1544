// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.RedisCoordination;
import java.net.URI;
import java.util.UUID;

/** Publishes messages through the Redis server of the run. */
public class RedisPubSubBenchmark extends PortPubSub {

    /** Called by JMH. */
    public RedisPubSubBenchmark() {}

    @Override
    DistributedCoordination connect() {
        return RedisCoordination.connect(
                URI.create(System.getProperty(BenchmarkRun.REDIS)), "bench-" + UUID.randomUUID());
    }
}
