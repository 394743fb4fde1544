package dev.coordination.parity.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.contract.MemoryHarness;
import dev.coordination.parity.Ledger;
import dev.coordination.parity.RedisHarness;
import dev.coordination.parity.RedisServer;
import dev.coordination.parity.differential.Area;
import dev.coordination.parity.differential.Differential;
import dev.coordination.parity.differential.DifferentialResult;
import dev.coordination.parity.patterns.PatternComparison;
import dev.coordination.parity.patterns.PatternResult;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The same questions to a peer and to Redis: how many answers differ from those of the in-memory adapter. A measurement. */
class JedisMockTest {

    private final Ledger none = Ledger.empty();

    @Test
    void isAskedWhatRedisIsAsked() {
        try (RedisServer mock = JedisMock.start();
                RedisServer redis = RedisServer.start()) {
            print("Cache, 300 sequences", server -> differential(server, EnumSet.of(Area.CACHE)), mock, redis);
            print("Pub/sub, 300 sequences", server -> differential(server, EnumSet.of(Area.PUBSUB)), mock, redis);
            print("Key patterns up to length 4", server -> with(server).keys(4), mock, redis);
            print("Channel patterns up to length 4", server -> with(server).channels(4), mock, redis);
            print("Long key patterns", server -> with(server).random(1), mock, redis);
        }
    }

    private static void print(String what, Function<RedisServer, ?> question, RedisServer mock, RedisServer redis) {
        System.out.println("\n== " + what + "\n" + question.apply(redis) + "\n" + question.apply(mock));
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
