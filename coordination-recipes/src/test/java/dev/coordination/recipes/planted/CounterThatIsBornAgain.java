// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;

/**
 * A rate limiter creates the counter with an expiry, unless it exists, and then counts. If the counter expires in between,
 * counting creates it again, without an expiry.
 *
 * <p>Reference: Tabcorp/redis-rate-limiter#1.
 */
final class CounterThatIsBornAgain extends PlantedBug {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    CounterThatIsBornAgain() {
        super(
                "Tabcorp/redis-rate-limiter#1",
                "the window ends between the two requests, and the second one begins a window without an end",
                "each window ends",
                1);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        nodes.run(a -> count(a, fixed), b -> count(b, fixed));

        nodes.eventually(WINDOW, invariant(), () -> !nodes.node("test").cache().exists("requests"));
    }

    private static void count(Node node, boolean fixed) {
        if (fixed) {
            node.cache().increment("requests", 1, WINDOW);
        } else {
            node.cache().setIfAbsent("requests", bytes("0"), WINDOW);
            node.cache().increment("requests", 1);
        }
    }
}
