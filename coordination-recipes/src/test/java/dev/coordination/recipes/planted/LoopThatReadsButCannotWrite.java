// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Leadership;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An elector reads who leads, and then renews. It gives up when it cannot read, or when it reads the name of another node. If it
 * can read but not renew, it goes on without end, and never learns that its lease has ended.
 *
 * <p>Reference: fabric8io/kubernetes-client#2860.
 */
final class LoopThatReadsButCannotWrite extends PlantedBug {

    LoopThatReadsButCannotWrite() {
        super(
                "fabric8io/kubernetes-client#2860",
                "the leader can read but not renew, and never learns that its lease has ended",
                "a leader is told when its lease has ended",
                0,
                FaultKind.NOT_SENT,
                FaultKind.REPLY_LOST);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        List<String> callbacks = nodes.ghostList();

        nodes.run(a -> {
            new Elector(a, fixed, callbacks).start();
            a.sleep(Duration.ofSeconds(35));
            if (a.leaderElection().currentLeader("report").isEmpty()) {
                assertThat(List.copyOf(callbacks)).as(invariant()).isEqualTo(List.of("start", "stop"));
            }
        });
    }

    private static final class Elector {

        private final Node node;
        private final boolean fixed;
        private final List<String> callbacks;
        private Instant deadline = Instant.MIN;

        Elector(Node node, boolean fixed, List<String> callbacks) {
            this.node = node;
            this.fixed = fixed;
            this.callbacks = callbacks;
        }

        void start() {
            Instant sent = node.clock().instant();
            Leadership term = node.leaderElection()
                    .tryAcquire("report", node.name(), LEASE)
                    .orElseThrow();
            callbacks.add("start");
            extend(sent);
            node.scheduler().scheduleAtFixedRate(() -> readAndRenew(term), 20, 20, TimeUnit.SECONDS);
        }

        private void readAndRenew(Leadership term) {
            Optional<Leadership> leader;
            try {
                leader = node.leaderElection().currentLeader("report");
            } catch (CoordinationUnavailableException e) {
                stop();
                return;
            }
            if (leader.isPresent() && !leader.get().equals(term)) {
                stop();
                return;
            }
            try {
                Instant sent = node.clock().instant();
                if (node.leaderElection().renew(term, LEASE)) {
                    extend(sent);
                }
            } catch (CoordinationUnavailableException e) {
                // The next round tries again.
            }
        }

        private void extend(Instant sent) {
            deadline = sent.plus(LEASE);
            if (fixed) {
                node.scheduler().schedule(this::stopAtDeadline, LEASE.toSeconds(), TimeUnit.SECONDS);
            }
        }

        private void stopAtDeadline() {
            if (!node.clock().instant().isBefore(deadline)) {
                stop();
            }
        }

        private void stop() {
            if (!callbacks.contains("stop")) {
                callbacks.add("stop");
            }
        }
    }
}
