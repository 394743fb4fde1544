// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An instance that has expired sends heartbeats. The registry answers that it does not know the instance, but the instance ignores
 * the answer.
 *
 * <p>Reference: jquatier/eureka-js-client#47.
 */
final class HeartbeatOfTheUnknown extends PlantedBug {

    HeartbeatOfTheUnknown() {
        super(
                "jquatier/eureka-js-client#47",
                "an instance pauses and expires, and its heartbeats do not register it again",
                "an instance that runs is registered",
                0,
                FaultKind.PAUSE);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        nodes.run(a -> {
            a.clusterMembership().register("a", Map.of(), LEASE);
            a.scheduler().scheduleAtFixedRate(() -> beat(a, fixed), 10, 10, TimeUnit.SECONDS);
            a.sleep(Duration.ofSeconds(15));
        });

        nodes.eventually(
                Duration.ofMinutes(1),
                invariant(),
                () -> nodes.node("test").clusterMembership().activeNodes().contains("a"));
    }

    private static void beat(Node node, boolean fixed) {
        boolean known = node.clusterMembership().heartbeat("a", LEASE);
        if (!known && fixed) {
            node.clusterMembership().register("a", Map.of(), LEASE);
        }
    }
}
