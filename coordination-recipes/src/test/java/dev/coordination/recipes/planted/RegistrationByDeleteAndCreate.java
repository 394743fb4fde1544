// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.util.Map;

/**
 * A member whose connection is back deletes its registration, and creates it again. Others see that it has gone, and take over its
 * work.
 *
 * <p>Reference: apache/dolphinscheduler#5211.
 */
final class RegistrationByDeleteAndCreate extends PlantedBug {

    RegistrationByDeleteAndCreate() {
        super(
                "apache/dolphinscheduler#5211",
                "a member that registers again is gone for a moment, and others take over its work",
                "a member that is alive is always seen",
                0);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        nodes.node("a").clusterMembership().register("a", Map.of(), LEASE);

        nodes.run(
                a -> registerAgain(a, fixed),
                b -> assertThat(b.clusterMembership().activeNodes())
                        .as(invariant())
                        .contains("a"));
    }

    private static void registerAgain(Node node, boolean fixed) {
        if (!fixed) {
            node.clusterMembership().deregister("a");
        }
        node.clusterMembership().register("a", Map.of(), LEASE);
    }
}
