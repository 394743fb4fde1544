// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.Ghost;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;

/**
 * A cache that several processes share synchronizes loads with a lock in the process. Each process loads a missing value, all at
 * the same time.
 *
 * <p>Reference: spring-projects/spring-data-redis#1670.
 */
final class LoadInEachProcess extends PlantedBug {

    LoadInEachProcess() {
        super(
                "spring-projects/spring-data-redis#1670",
                "loads are synchronized within a process only, and each process loads the value",
                "a value is loaded once",
                0);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        Ghost<Integer> loads = nodes.ghost(0);

        nodes.run(a -> new LoadingCache(a, fixed, loads).get(), b -> new LoadingCache(b, fixed, loads).get());

        assertThat(loads.get()).as(invariant()).isEqualTo(1);
    }

    private static final class LoadingCache {

        private final Node node;
        private final boolean fixed;
        private final Ghost<Integer> loads;

        LoadingCache(Node node, boolean fixed, Ghost<Integer> loads) {
            this.node = node;
            this.fixed = fixed;
            this.loads = loads;
        }

        synchronized void get() {
            while (!node.cache().exists("user")) {
                if (!fixed || node.cache().setIfAbsent("user-loader", bytes(node.name()), LEASE)) {
                    load();
                } else {
                    node.sleep(Duration.ofSeconds(1));
                }
            }
        }

        private void load() {
            node.work("the query");
            loads.update(count -> count + 1);
            node.cache().setText("user", "Ada");
        }
    }
}
