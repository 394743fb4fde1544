// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import dev.coordination.Leadership;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import dev.coordination.junit.explore.Section;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A leader that stops waits for its work for a limited time, and then releases its term, whether or not the work has ended.
 *
 * <p>Reference: kubernetes-sigs/controller-runtime#1132.
 */
final class ReleaseBeforeTheWorkHasEnded extends PlantedBug {

    private static final Duration LONG_LEASE = Duration.ofMinutes(2);

    ReleaseBeforeTheWorkHasEnded() {
        super(
                "kubernetes-sigs/controller-runtime#1132",
                "the term is released after a grace period although the work still runs",
                "in section \"leading\" at the same time",
                0);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        Section leading = nodes.section("leading");

        nodes.run(a -> leadAndStop(a, fixed, leading), b -> {
            b.sleep(Duration.ofSeconds(35));
            if (b.leaderElection().tryAcquire("report", "b", LONG_LEASE).isPresent()) {
                leading.run(() -> b.work("the report"));
            }
        });
    }

    private static void leadAndStop(Node node, boolean fixed, Section leading) throws InterruptedException {
        Leadership term = node.leaderElection()
                .tryAcquire("report", node.name(), LONG_LEASE)
                .orElseThrow();
        node.scheduler().execute(() -> leading.run(() -> node.sleep(Duration.ofSeconds(40))));
        node.scheduler().shutdown();
        boolean ended;
        do {
            ended = node.scheduler().awaitTermination(30, TimeUnit.SECONDS);
        } while (fixed && !ended);
        node.leaderElection().release(term);
    }
}
