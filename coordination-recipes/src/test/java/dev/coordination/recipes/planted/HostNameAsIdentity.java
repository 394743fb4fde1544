// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import dev.coordination.Leadership;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import dev.coordination.junit.explore.Section;
import java.util.Optional;

/**
 * The identity of a candidate is the name of its host. Two processes on hosts of the same name renew one and the same term, and
 * both lead.
 *
 * <p>Reference: kubernetes/kubernetes#61151.
 */
final class HostNameAsIdentity extends PlantedBug {

    HostNameAsIdentity() {
        super(
                "kubernetes/kubernetes#61151",
                "two processes with the same host name renew one term, and both lead",
                "in section \"leading\" at the same time",
                0);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        Section leading = nodes.section("leading");

        nodes.run(a -> lead(a, fixed, leading), b -> lead(b, fixed, leading));
    }

    private static void lead(Node node, boolean fixed, Section leading) {
        String identity = fixed ? "host-" + node.name() : "host";
        Optional<Leadership> held = node.leaderElection().tryAcquire("report", identity, LEASE);
        if (held.isPresent()) {
            leading.run(() -> node.work("the report"));
            node.leaderElection().release(held.get());
        }
    }
}
