// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Leadership;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Ghost;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.util.Optional;

/**
 * A leader that resigns forgets its term even if the request fails. The second attempt finds nothing to resign, and succeeds.
 *
 * <p>Reference: etcd-io/etcd#22123.
 */
final class ResignThatForgets extends PlantedBug {

    ResignThatForgets() {
        super(
                "etcd-io/etcd#22123",
                "the term is forgotten although its release has failed, and a retry does nothing",
                "who has resigned holds nothing",
                0,
                FaultKind.NOT_SENT,
                FaultKind.REPLY_LOST);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        Ghost<Boolean> resigned = nodes.ghost(false);

        nodes.run(a -> {
            Candidate candidate = new Candidate(a, fixed);
            candidate.campaign();
            try {
                candidate.resign();
            } catch (CoordinationUnavailableException e) {
                candidate.resign();
            }
            resigned.set(true);
        });

        if (resigned.get()) {
            assertThat(nodes.node("test").leaderElection().currentLeader("report"))
                    .as(invariant())
                    .isEmpty();
        }
    }

    private static final class Candidate {

        private final Node node;
        private final boolean fixed;
        private Optional<Leadership> held = Optional.empty();

        Candidate(Node node, boolean fixed) {
            this.node = node;
            this.fixed = fixed;
        }

        void campaign() {
            held = node.leaderElection().tryAcquire("report", node.name(), LEASE);
        }

        void resign() {
            Optional<Leadership> term = held;
            if (!fixed) {
                held = Optional.empty();
            }
            term.ifPresent(node.leaderElection()::release);
            held = Optional.empty();
        }
    }
}
