// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;

/**
 * A rate limiter counts with one request, and sets the expiry of the counter with a second one if it was the first to count. If
 * the second request fails, the window never ends.
 *
 * <p>Reference: marcosbarbero/spring-cloud-zuul-ratelimit#162.
 */
final class CounterWithoutExpiry extends PlantedBug {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    CounterWithoutExpiry() {
        super(
                "marcosbarbero/spring-cloud-zuul-ratelimit#162",
                "a counter is left without an expiry, and everything is refused forever",
                "each window ends",
                0,
                FaultKind.NOT_SENT,
                FaultKind.REPLY_LOST,
                FaultKind.DEATH);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        nodes.run(a -> count(a, fixed), b -> count(b, fixed));

        nodes.eventually(WINDOW, invariant(), () -> !nodes.node("test").cache().exists("requests"));
    }

    private static void count(Node node, boolean fixed) {
        if (fixed) {
            node.cache().increment("requests", 1, WINDOW);
        } else if (node.cache().increment("requests", 1) == 1) {
            node.cache().expire("requests", WINDOW);
        }
    }
}
