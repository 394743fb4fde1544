// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import static dev.coordination.junit.CoordinationAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.ClusterMembership;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.Subscription;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

/** The snippets of docs/several-nodes.md. */
@CoordinationTest
class SeveralNodesExamplesTest {

    @Test
    void aChangeReachesTheOtherNodes(
            @Node("a") DistributedCoordination a,
            @Node("b") DistributedCoordination b,
            @Node("c") DistributedCoordination c) {
        Subscription onB = b.pubSub().subscribe("prices");
        Subscription onC = c.pubSub().subscribe("prices");

        a.pubSub().publish("prices", "EUR".getBytes(UTF_8));

        assertThat(onB).received("EUR");
        assertThat(onC).received("EUR");
    }

    @Test
    void aStoppedLeaderIsReplaced(
            @Node("a") DistributedCoordination a, @Node("b") DistributedCoordination b, FakeClock clock) {
        Leadership first = a.leaderElection()
                .tryAcquire("nightly", "node-a", ofSeconds(30))
                .orElseThrow();

        a.close();
        clock.advance(ofSeconds(30));

        Leadership second = b.leaderElection()
                .tryAcquire("nightly", "node-b", ofSeconds(30))
                .orElseThrow();
        assertThat(second.fencingToken()).isGreaterThan(first.fencingToken());
    }

    @Test
    void aRestartDoesNotAffectOtherNodes(
            @Node("a") ScheduledExecutorService schedulerOfA,
            @Node("b") ScheduledExecutorService schedulerOfB,
            ClusterMembership cluster,
            FakeClock clock) {
        cluster.register("node-a", Map.of(), ofSeconds(15));
        cluster.register("node-b", Map.of(), ofSeconds(15));
        schedulerOfA.scheduleAtFixedRate(() -> cluster.heartbeat("node-a", ofSeconds(15)), 5, 5, SECONDS);
        schedulerOfB.scheduleAtFixedRate(() -> cluster.heartbeat("node-b", ofSeconds(15)), 5, 5, SECONDS);

        schedulerOfA.shutdownNow();
        clock.advance(ofSeconds(15));
        assertThat(cluster.activeNodes()).containsExactly("node-b");

        ScheduledExecutorService restarted = clock.newScheduler("a");
        cluster.register("node-a", Map.of(), ofSeconds(15));
        restarted.scheduleAtFixedRate(() -> cluster.heartbeat("node-a", ofSeconds(15)), 5, 5, SECONDS);
        clock.advance(ofMinutes(1));
        assertThat(cluster.activeNodes()).containsExactlyInAnyOrder("node-a", "node-b");
    }

    @Test
    void callsOfADisconnectedNodeFail(@Node("a") DistributedCoordination a, MemoryBackend backend) {
        backend.disconnect(a);

        assertThatExceptionOfType(CoordinationUnavailableException.class)
                .isThrownBy(() -> a.cache().get("prices"));

        backend.reconnect(a);
        assertThat(a.cache().get("prices")).isEmpty();
    }

    @Test
    void assertionsDescribeTheCluster(@Node("a") DistributedCoordination a, @Node("b") DistributedCoordination b) {
        a.clusterMembership().register("node-a", Map.of("zone", "eu"), ofSeconds(15));
        b.leaderElection().tryAcquire("nightly", "node-b", ofSeconds(30)).orElseThrow();

        assertThat(b).hasActiveNodes("node-a").hasLeader("nightly", "node-b").hasNoValue("prices");
    }
}
