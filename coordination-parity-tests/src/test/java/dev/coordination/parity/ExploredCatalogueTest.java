// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.Exploration;
import dev.coordination.junit.explore.Strategy;
import dev.coordination.junit.explore.catalogue.Catalogue;
import dev.coordination.junit.explore.catalogue.Finding;
import dev.coordination.junit.explore.catalogue.KnownBug;
import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.test.RedisHarness;
import dev.coordination.redis.test.SharedRedisServer;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Explores the catalogue of known bugs on Redis. The schedules, the failures and their tokens must be the same as on the in-memory
 * adapter. The corrected programs run without random schedules, which would take most of the time and find nothing.
 */
@ExtendWith(SharedRedisServer.class)
class ExploredCatalogueTest {

    static final List<KnownBug> BUGS = Catalogue.all();

    @ParameterizedTest
    @FieldSource("BUGS")
    void findsTheSameOnRedisAsInMemory(KnownBug bug, RedisServer server) {
        Finding onRedis = explore(bug, Exploration.create().on(() -> RedisHarness.on(server)));

        assertThat(onRedis.facts()).isEqualTo(explore(bug, Exploration.create()).facts());
    }

    private static Finding explore(KnownBug bug, Exploration exploration) {
        return bug.explore(exploration, exploration.strategy(Strategy.REDUCED));
    }
}
