// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.parity.Ledger;
import dev.coordination.parity.differential.Area;
import dev.coordination.parity.differential.Differential;
import dev.coordination.parity.differential.DifferentialResult;
import dev.coordination.parity.patterns.PatternComparison;
import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.server.RedisServers;
import dev.coordination.redis.test.RedisHarness;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The same questions to a peer and to Redis: how many answers differ from those of the in-memory adapter. A measurement. */
class JedisMockTest {

    private final Ledger none = Ledger.empty();

    @Test
    void isAskedWhatRedisIsAsked() {
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

    /** A new one each time, for one question must not spoil the next; if it breaks down, that is an answer. */
    private static Object ofMock(Function<RedisServer, ?> question) {
        try (RedisServer mock = JedisMock.start()) {
            return question.apply(mock);
        } catch (RuntimeException e) {
            return "cannot be asked: " + e;
        }
    }

    private static DifferentialResult differential(RedisServer server, Set<Area> areas) {
        return Differential.between(MemoryHarness::new, () -> RedisHarness.on(server))
                .areas(areas)
                .withoutTime() // Moving it takes a script that the mock does not run to its end.
                .stopAfter(Integer.MAX_VALUE)
                .run();
    }

    private PatternComparison with(RedisServer server) {
        return PatternComparison.with(server, none);
    }
}
