// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.RedisCoordination;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import redis.clients.jedis.RedisClient;

/** A test on the server of the run, which {@code FLUSHALL} empties before each repetition. The run must own the server. */
final class FlushAllTestCase {

    private static RedisClient client;
    private static DistributedCoordination coordination;

    @BeforeAll
    static void connect() {
        client = RedisClient.create(System.getProperty(BenchmarkRun.REDIS));
        coordination = RedisCoordination.builder(client, "bench").build();
        coordination.cache().exists("anything");
    }

    @BeforeEach
    void empty() {
        client.flushAll();
    }

    @RepeatedTest(2_000)
    void hasEmptyServer() {}

    @AfterAll
    static void close() {
        coordination.close();
        client.close();
    }
}
