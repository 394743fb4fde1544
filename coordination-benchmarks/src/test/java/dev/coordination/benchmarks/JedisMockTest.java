// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.junit.differential.Area;
import dev.coordination.junit.differential.Differential;
import dev.coordination.junit.differential.DifferentialResult;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.parity.Ledger;
import dev.coordination.parity.patterns.PatternComparison;
import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.server.RedisServers;
import dev.coordination.redis.test.RedisHarness;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Makes the same calls on jedis-mock, on Redis and on the in-memory adapter, and prints how many results differ from those
 * of the in-memory adapter. This is a measurement, not a test.
 */
class JedisMockTest {

    private final Ledger none = Ledger.empty();

    @Test
    void printsHowManyResultsDiffer() {
        try (RedisServer redis = RedisServers.start()) {
            print("Key patterns up to length 4", server -> with(server).keys(4), redis);
            print("Channel patterns up to length 4", server -> with(server).channels(4), redis);
            print("Long key patterns", server -> with(server).random(1), redis);
            print("Cache, 300 sequences", server -> differential(server, EnumSet.of(Area.CACHE)), redis);
            print("Pub/sub, 300 sequences", server -> differential(server, EnumSet.of(Area.PUBSUB)), redis);
        }
    }

    private static void print(String what, Function<RedisServer, ?> question, RedisServer redis) {
        System.out.println("\n== " + what + "\n" + question.apply(redis) + "\n" + ofMock(question));
    }

    /** Starts a new mock for each comparison, so that comparisons do not affect each other. A failure is a result, too. */
    private static Object ofMock(Function<RedisServer, ?> question) {
        try (RedisServer mock = JedisMock.start()) {
            return question.apply(mock);
        } catch (RuntimeException e) {
            return "failed: " + e;
        }
    }

    private static DifferentialResult differential(RedisServer server, Set<Area> areas) {
        return Differential.between(MemoryHarness::new, () -> RedisHarness.on(server))
                .areas(areas)
                .withoutTime() // The script that moves time does not run to completion on the mock.
                .stopAfter(Integer.MAX_VALUE)
                .run();
    }

    private PatternComparison with(RedisServer server) {
        return PatternComparison.with(server, none);
    }
}
