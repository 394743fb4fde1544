// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Ghost;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.util.concurrent.TimeUnit;

/**
 * A leader acquires its lock again and again. If that throws, it logs the exception and leads on, although nothing extends the
 * lock.
 *
 * <p>Reference: spring-projects/spring-integration#2098.
 */
final class UnavailableTakenForHeld extends PlantedBug {

    UnavailableTakenForHeld() {
        super(
                "spring-projects/spring-integration#2098",
                "a renewal that throws is ignored, and the node goes on leading without a lease",
                "at most one node leads",
                0,
                FaultKind.NOT_SENT,
                FaultKind.REPLY_LOST);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        Ghost<Boolean> first = nodes.ghost(false);
        Ghost<Boolean> second = nodes.ghost(false);
        nodes.always(invariant(), () -> !first.get() || !second.get());

        nodes.run(
                a -> a.scheduler().scheduleAtFixedRate(() -> acquire(a, fixed, first), 0, 20, TimeUnit.SECONDS), b -> {
                    b.sleep(LEASE);
                    second.set(
                            b.leaderElection().tryAcquire("report", "b", LEASE).isPresent());
                });
    }

    private static void acquire(Node node, boolean fixed, Ghost<Boolean> leads) {
        try {
            leads.set(node.leaderElection()
                    .tryAcquire("report", node.name(), LEASE)
                    .isPresent());
        } catch (CoordinationUnavailableException e) {
            if (fixed) {
                leads.set(false);
            }
        }
    }
}
