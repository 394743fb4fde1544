// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.redis.server.RestartableServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests what is left of the data after a server has restarted without it. */
class RestartTest {

    private static final Duration TTL = Duration.ofHours(1);

    @Test
    void aServerThatRestartsEmptyGivesLargerTokens() throws Exception {
        try (RestartableServer server = RestartableServer.start();
                DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns")) {
            Leadership before =
                    handle.leaderElection().tryAcquire("election", "a", TTL).orElseThrow();

            server.restart();

            Await.until("the server is reached again", () -> reaches(handle));
            Leadership after =
                    handle.leaderElection().tryAcquire("election", "b", TTL).orElseThrow();
            assertThat(after.fencingToken()).isGreaterThan(before.fencingToken());
            assertThat(handle.leaderElection().renew(before, TTL)).isFalse();
            assertThat(handle.leaderElection().release(before)).isFalse();
        }
    }

    private static boolean reaches(DistributedCoordination handle) {
        try {
            return !handle.cache().exists("key");
        } catch (CoordinationUnavailableException e) {
            return false;
        }
    }
}
