// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.util.Map;
import org.junit.jupiter.api.Test;

@CoordinationTest
class TwoNodesTest {

    @Test
    void aMessageReachesTheOtherNode(@Node("a") DistributedCoordination a, @Node("b") DistributedCoordination b) {
        Subscription subscription = b.pubSub().subscribe("cache-invalidation");

        a.pubSub().publish("cache-invalidation", "user:1".getBytes(UTF_8));

        assertThat(subscription.poll()).map(Message::text).contains("user:1");
    }

    @Test
    void aDisconnectedNodeLeavesTheClusterAfterItsTtl(
            @Node("a") DistributedCoordination a,
            @Node("b") ClusterMembership membershipOfB,
            MemoryBackend backend,
            FakeClock clock) {
        a.clusterMembership().register("a", Map.of("zone", "eu"), ofSeconds(15));

        backend.disconnect(a);
        clock.advance(ofSeconds(15));

        assertThat(membershipOfB.activeNodes()).isEmpty();
    }
}
