// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.RedisCoordination;
import java.io.IOException;

/** The calls of the port on a jedis-mock in the same process, through the Redis adapter. */
public class JedisMockOperations extends PortOperations {

    private JedisMock mock;

    /** JMH creates it. */
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
