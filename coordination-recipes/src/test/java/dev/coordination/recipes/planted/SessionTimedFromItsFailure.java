// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Leadership;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Ghost;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A leader tolerates a lost connection for as long as its session lasts. It counts that time from the moment at which it notices
 * the loss, but the server counts it from the last message that it has received.
 *
 * <p>Reference: apache/curator CURATOR-460.
 */
final class SessionTimedFromItsFailure extends PlantedBug {

    SessionTimedFromItsFailure() {
        super(
                "apache/curator CURATOR-460",
                "the lease is counted from the first request that failed, not from the last that succeeded",
                "at most one node leads",
                0,
                FaultKind.NOT_SENT,
                FaultKind.REPLY_LOST);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        Ghost<Instant> until = nodes.ghost(Instant.MIN);
        Ghost<Boolean> succeeded = nodes.ghost(false);
        Clock clock = nodes.clock();
        nodes.always(invariant(), () -> !succeeded.get() || !clock.instant().isBefore(until.get()));

        nodes.run(a -> new Leader(a, fixed, until).lead(), b -> {
            b.sleep(LEASE);
            succeeded.set(b.leaderElection().tryAcquire("report", "b", LEASE).isPresent());
        });
    }

    private static final class Leader {

        private final Node node;
        private final boolean fixed;
        private final Ghost<Instant> until;

        Leader(Node node, boolean fixed, Ghost<Instant> until) {
            this.node = node;
            this.fixed = fixed;
            this.until = until;
        }

        void lead() {
            Instant sent = node.clock().instant();
            node.leaderElection().tryAcquire("report", node.name(), LEASE).ifPresent(term -> {
                until.set(sent.plus(LEASE));
                node.scheduler().scheduleAtFixedRate(() -> renew(term), 20, 20, TimeUnit.SECONDS);
            });
        }

        private void renew(Leadership term) {
            Instant sent = node.clock().instant();
            try {
                boolean renewed = node.leaderElection().renew(term, LEASE);
                until.set(renewed ? sent.plus(LEASE) : Instant.MIN);
            } catch (CoordinationUnavailableException e) {
                if (!fixed) {
                    until.set(node.clock().instant().plus(LEASE));
                }
            }
        }
    }
}
