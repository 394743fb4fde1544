// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Leadership;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Ghost;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.Optional;

/**
 * A process that is restarted under the same name finds that it leads, and concludes that it already knows. Nobody works until
 * the leader changes.
 *
 * <p>Reference: spring-cloud/spring-cloud-kubernetes#210.
 */
final class RestartThatIsNotTold extends PlantedBug {

    RestartThatIsNotTold() {
        super(
                "spring-cloud/spring-cloud-kubernetes#210",
                "a restarted process is still the elected leader, but its start callback is never called",
                "the process that leads was told",
                0,
                FaultKind.RESTART);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        Ghost<Integer> granted = nodes.ghost(0);

        nodes.run(a -> {
            Candidate candidate = new Candidate(a, fixed, granted);
            candidate.check();
            a.sleep(Duration.ofSeconds(10));
            candidate.check();
        });

        boolean leads =
                nodes.node("test").leaderElection().currentLeader("report").isPresent();
        if (leads && nodes.isAlive("a")) {
            assertThat(granted.get()).as(invariant()).isEqualTo(nodes.node("a").incarnation());
        }
    }

    private static final class Candidate {

        private final Node node;
        private final boolean fixed;
        private final Ghost<Integer> granted;
        private boolean told;

        Candidate(Node node, boolean fixed, Ghost<Integer> granted) {
            this.node = node;
            this.fixed = fixed;
            this.granted = granted;
        }

        void check() {
            Optional<Leadership> leader = node.leaderElection().currentLeader("report");
            if (leader.isEmpty()) {
                node.leaderElection().tryAcquire("report", node.name(), LEASE).ifPresent(term -> tell());
            } else if (fixed && !told && leader.get().nodeId().equals(node.name())) {
                tell();
            }
        }

        private void tell() {
            told = true;
            granted.set(node.incarnation());
        }
    }
}
