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
 * Explores the catalogue of known bugs on a further Redis, as {@link ExploredCatalogueTest} does, but without random schedules,
 * which take most of the time. {@link ServerMatrixTest} runs it.
 */
@ExtendWith(SharedRedisServer.class)
class ReducedCatalogueTestCase {

    static final List<KnownBug> BUGS = Catalogue.all();

    private static final Exploration REDUCED = Exploration.create().strategy(Strategy.REDUCED);

    @ParameterizedTest
    @FieldSource("BUGS")
    void findsTheSameOnRedisAsInMemory(KnownBug bug, RedisServer server) {
        Finding onRedis = bug.explore(REDUCED.on(() -> RedisHarness.on(server)));

        assertThat(onRedis.facts()).isEqualTo(bug.explore(REDUCED).facts());
    }
}
