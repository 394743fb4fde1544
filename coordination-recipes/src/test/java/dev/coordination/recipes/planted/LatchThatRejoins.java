// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Leadership;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.util.Optional;

/**
 * A latch reacts to a change of leader on another thread than the one that closes it. If it has found that it is open just before
 * it is closed, it enters the election afterwards, and nobody ever leaves it.
 *
 * <p>Reference: apache/curator CURATOR-3.
 */
final class LatchThatRejoins extends PlantedBug {

    LatchThatRejoins() {
        super(
                "apache/curator CURATOR-3",
                "a check that is running when the latch is closed enters the election again",
                "a closed latch holds nothing",
                0);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        nodes.run(a -> {
            Latch latch = new Latch(a, fixed);
            a.scheduler().execute(latch::check);
            a.work("the report");
            latch.close();
        });

        assertThat(nodes.node("test").leaderElection().currentLeader("latch"))
                .as(invariant())
                .isEmpty();
    }

    private static final class Latch {

        private final Node node;
        private final boolean fixed;
        private Optional<Leadership> held = Optional.empty();
        private boolean closed;

        Latch(Node node, boolean fixed) {
            this.node = node;
            this.fixed = fixed;
        }

        void check() {
            if (!closed) {
                held = node.leaderElection().tryAcquire("latch", node.name(), LEASE);
                if (closed && fixed) {
                    held.ifPresent(node.leaderElection()::release);
                }
            }
        }

        void close() {
            closed = true;
            held.ifPresent(node.leaderElection()::release);
        }
    }
}
