// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.Ghost;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A cache of members lists their names, and then reads each one. It is initialized when it has read all that were listed. If one
 * of them leaves in between, it waits for that one forever.
 *
 * <p>Reference: apache/curator CURATOR-476.
 */
final class ChildThatDiesWhileItIsRead extends PlantedBug {

    ChildThatDiesWhileItIsRead() {
        super(
                "apache/curator CURATOR-476",
                "a member leaves after it was listed and before it is read, and the cache is never initialized",
                "a cache that has read all members is initialized",
                0);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        Ghost<Boolean> initialized = nodes.ghost(false);
        nodes.node("a").clusterMembership().register("a", Map.of(), LEASE);

        nodes.run(a -> a.clusterMembership().deregister("a"), b -> initialize(b, fixed, initialized));

        assertThat(initialized.get()).as(invariant()).isTrue();
    }

    private static void initialize(Node node, boolean fixed, Ghost<Boolean> initialized) {
        Set<String> names = node.clusterMembership().activeNodes();
        Set<String> missing = new HashSet<>(names);
        for (String name : names) {
            if (node.clusterMembership().metadata(name).isPresent() || fixed) {
                missing.remove(name);
            }
        }
        initialized.set(missing.isEmpty());
    }
}
