// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.RedisCoordination;
import java.io.IOException;

/** Calls the port through the Redis adapter, on a jedis-mock in the same process. */
public class JedisMockOperations extends PortOperations {

    private JedisMock mock;

    /** Called by JMH. */
    public JedisMockOperations() {}

    @Override
    DistributedCoordination connect() throws IOException {
        mock = JedisMock.start();
        return RedisCoordination.connect(mock.uri(), "bench");
    }

    @Override
    void disconnect() {
        mock.close();
    }
}
