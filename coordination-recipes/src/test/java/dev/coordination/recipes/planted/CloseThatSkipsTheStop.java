// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Leadership;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.util.List;
import java.util.Optional;

/**
 * An elector that is closed releases its term, and makes the stop callback if that has succeeded. If the term has just ended, the
 * release is refused, and the work never stops.
 *
 * <p>Reference: fabric8io/kubernetes-client#5463.
 */
final class CloseThatSkipsTheStop extends PlantedBug {

    CloseThatSkipsTheStop() {
        super(
                "fabric8io/kubernetes-client#5463",
                "the release on close is refused because the lease has just ended, and the stop callback is skipped",
                "each start is followed by a stop",
                1);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        List<String> callbacks = nodes.ghostList();

        nodes.run(a -> {
            Elector elector = new Elector(a, fixed, callbacks);
            elector.start();
            elector.close();
        });

        assertThat(List.copyOf(callbacks)).as(invariant()).isEqualTo(List.of("start", "stop"));
    }

    private static final class Elector {

        private final Node node;
        private final boolean fixed;
        private final List<String> callbacks;
        private Optional<Leadership> held = Optional.empty();

        Elector(Node node, boolean fixed, List<String> callbacks) {
            this.node = node;
            this.fixed = fixed;
            this.callbacks = callbacks;
        }

        void start() {
            held = node.leaderElection().tryAcquire("report", node.name(), LEASE);
            held.ifPresent(term -> callbacks.add("start"));
        }

        void close() {
            if (held.isPresent()) {
                boolean released = node.leaderElection().release(held.get());
                if (released || fixed) {
                    callbacks.add("stop");
                }
            }
        }
    }
}
