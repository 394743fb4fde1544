// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Leadership;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Ghost;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The start callback is made on a thread of its own. If it fails, only that thread knows. The elector renews its term forever,
 * and nobody works.
 *
 * <p>Reference: kubernetes-client/python#2670.
 */
final class StartThatFailsUnnoticed extends PlantedBug {

    StartThatFailsUnnoticed() {
        super(
                "kubernetes-client/python#2670",
                "the start callback fails, and the term is renewed forever although nobody works",
                "a leader works",
                0,
                FaultKind.NOT_SENT,
                FaultKind.REPLY_LOST);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        Ghost<Boolean> working = nodes.ghost(false);

        nodes.run(a -> new Elector(a, fixed, working).elect(), b -> new Elector(b, fixed, working).elect());

        nodes.eventually(Duration.ofMinutes(1), invariant(), working::get);
    }

    private static final class Elector {

        private final Node node;
        private final boolean fixed;
        private final Ghost<Boolean> working;
        private Optional<Leadership> held = Optional.empty();

        Elector(Node node, boolean fixed, Ghost<Boolean> working) {
            this.node = node;
            this.fixed = fixed;
            this.working = working;
        }

        void elect() {
            node.scheduler().scheduleAtFixedRate(this::campaignOrRenew, 0, 10, TimeUnit.SECONDS);
        }

        private void campaignOrRenew() {
            try {
                if (held.isPresent()) {
                    node.leaderElection().renew(held.get(), LEASE);
                } else {
                    held = node.leaderElection().tryAcquire("report", node.name(), LEASE);
                    held.ifPresent(term -> node.scheduler().execute(this::start));
                }
            } catch (CoordinationUnavailableException e) {
                // The next attempt follows.
            }
        }

        private void start() {
            try {
                node.cache().setText("worker", node.name());
                working.set(true);
            } catch (CoordinationUnavailableException e) {
                if (fixed) {
                    held.ifPresent(node.leaderElection()::release);
                    held = Optional.empty();
                }
            }
        }
    }
}
