// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Leadership;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Ghost;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * One task watches who leads, and another one renews. When the first one fails, the node is told that it has lost, but the second
 * one goes on. Nobody leads from then on.
 *
 * <p>Reference: hashicorp/consul#2371.
 */
final class RenewalAfterTheLoss extends PlantedBug {

    RenewalAfterTheLoss() {
        super(
                "hashicorp/consul#2371",
                "the node is told of its loss, but its lease is renewed forever, and nobody leads",
                "another node leads after the loss",
                0,
                FaultKind.NOT_SENT,
                FaultKind.REPLY_LOST);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        Ghost<Boolean> lost = nodes.ghost(false);
        Ghost<Boolean> succeeded = nodes.ghost(false);

        nodes.run(
                a -> {
                    new Leader(a, fixed, lost).lead();
                    a.sleep(Duration.ofSeconds(15));
                },
                b -> {
                    b.sleep(Duration.ofSeconds(15));
                    b.scheduler().scheduleAtFixedRate(() -> campaign(b, succeeded), 0, 10, TimeUnit.SECONDS);
                });

        if (lost.get()) {
            nodes.eventually(Duration.ofMinutes(1), invariant(), succeeded::get);
        }
    }

    private static void campaign(Node node, Ghost<Boolean> succeeded) {
        if (node.leaderElection().tryAcquire("report", node.name(), LEASE).isPresent()) {
            succeeded.set(true);
        }
    }

    private static final class Leader {

        private final Node node;
        private final boolean fixed;
        private final Ghost<Boolean> lost;
        private final List<ScheduledFuture<?>> tasks = new ArrayList<>();

        Leader(Node node, boolean fixed, Ghost<Boolean> lost) {
            this.node = node;
            this.fixed = fixed;
            this.lost = lost;
        }

        void lead() {
            Leadership term = node.leaderElection()
                    .tryAcquire("report", node.name(), LEASE)
                    .orElseThrow();
            tasks.add(node.scheduler().scheduleAtFixedRate(this::watch, 10, 10, TimeUnit.SECONDS));
            tasks.add(node.scheduler().scheduleAtFixedRate(() -> renew(term), 10, 10, TimeUnit.SECONDS));
        }

        private void watch() {
            try {
                node.leaderElection().currentLeader("report");
            } catch (CoordinationUnavailableException e) {
                lost.set(true);
                tasks.get(0).cancel(false);
                if (fixed) {
                    tasks.get(1).cancel(false);
                }
            }
        }

        private void renew(Leadership term) {
            try {
                node.leaderElection().renew(term, LEASE);
            } catch (CoordinationUnavailableException e) {
                // The next renewal follows.
            }
        }
    }
}
