// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import dev.coordination.Leadership;
import dev.coordination.junit.explore.Ghost;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A latch whose connection is back sees its own entry, which has not expired yet, and leads again. The entry still belongs to the
 * old session, and ends with it.
 *
 * <p>Reference: apache/curator CURATOR-696.
 */
final class LatchThatTrustsItsOldNode extends PlantedBug {

    LatchThatTrustsItsOldNode() {
        super(
                "apache/curator CURATOR-696",
                "a node that has reconnected finds its old entry, and leads without renewing it",
                "at most one node leads",
                1);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        Ghost<Instant> until = nodes.ghost(Instant.MIN);
        Ghost<Boolean> succeeded = nodes.ghost(false);
        Clock clock = nodes.clock();
        nodes.always(invariant(), () -> !succeeded.get() || !clock.instant().isBefore(until.get()));

        nodes.run(a -> new Latch(a, fixed, until).leadAndReconnect(), b -> {
            b.sleep(Duration.ofSeconds(20));
            b.sleep(Duration.ofSeconds(10));
            succeeded.set(b.leaderElection().tryAcquire("latch", "b", LEASE).isPresent());
        });
    }

    private static final class Latch {

        private final Node node;
        private final boolean fixed;
        private final Ghost<Instant> until;

        Latch(Node node, boolean fixed, Ghost<Instant> until) {
            this.node = node;
            this.fixed = fixed;
            this.until = until;
        }

        void leadAndReconnect() {
            Instant sent = node.clock().instant();
            Optional<Leadership> term = node.leaderElection().tryAcquire("latch", node.name(), LEASE);
            if (term.isPresent()) {
                until.set(sent.plus(LEASE));
                reconnect(term.get());
            }
        }

        private void reconnect(Leadership term) {
            if (fixed) {
                Instant sent = node.clock().instant();
                boolean renewed = node.leaderElection().renew(term, LEASE);
                until.set(renewed ? sent.plus(LEASE) : Instant.MIN);
            } else {
                boolean mine = node.leaderElection().currentLeader("latch").equals(Optional.of(term));
                until.set(mine ? node.clock().instant().plus(LEASE) : Instant.MIN);
            }
        }
    }
}
