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
 * A leader is stopped by interrupting the thread that works. If the connection is lost after the election but before that thread
 * is known, there is nothing to interrupt, and the loss is forgotten.
 *
 * <p>Reference: apache/curator CURATOR-54.
 */
final class LeaderThatIsNotInterrupted extends PlantedBug {

    LeaderThatIsNotInterrupted() {
        super(
                "apache/curator CURATOR-54",
                "a loss that occurs before the work has begun is forgotten, and the work begins",
                "a leader that has been told its loss does not work",
                1,
                FaultKind.NOT_SENT,
                FaultKind.REPLY_LOST);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        Ghost<Boolean> lost = nodes.ghost(false);
        Ghost<Boolean> working = nodes.ghost(false);
        nodes.always(invariant(), () -> !lost.get() || !working.get());

        nodes.run(a -> new Selector(a, fixed, lost, working).lead());
    }

    private static final class Selector {

        private final Node node;
        private final boolean fixed;
        private final Ghost<Boolean> lost;
        private final Ghost<Boolean> working;
        private Optional<Runnable> interrupt = Optional.empty();
        private boolean mustStop;

        Selector(Node node, boolean fixed, Ghost<Boolean> lost, Ghost<Boolean> working) {
            this.node = node;
            this.fixed = fixed;
            this.lost = lost;
            this.working = working;
        }

        void lead() {
            Leadership term = node.leaderElection()
                    .tryAcquire("report", node.name(), LEASE)
                    .orElseThrow();
            node.scheduler().scheduleAtFixedRate(() -> renew(term), 10, 10, TimeUnit.SECONDS);
            node.cache().setText("leader", node.name());
            if (fixed && mustStop) {
                return;
            }
            interrupt = Optional.of(() -> working.set(false));
            working.set(true);
            node.sleep(Duration.ofSeconds(15));
            working.set(false);
        }

        private void renew(Leadership term) {
            try {
                node.leaderElection().renew(term, LEASE);
            } catch (CoordinationUnavailableException e) {
                mustStop = true;
                interrupt.ifPresent(Runnable::run);
                lost.set(true);
            }
        }
    }
}
