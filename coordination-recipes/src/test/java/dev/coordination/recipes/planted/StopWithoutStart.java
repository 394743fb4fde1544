// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Leadership;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An elector makes the stop callback when it ends, whatever ends it, even if it has never led.
 *
 * <p>Reference: kubernetes-client/java#3600.
 */
final class StopWithoutStart extends PlantedBug {

    StopWithoutStart() {
        super(
                "kubernetes-client/java#3600",
                "the stop callback is called although the elector has never led",
                "each stop follows a start",
                0,
                FaultKind.NOT_SENT,
                FaultKind.REPLY_LOST);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        List<String> callbacks = nodes.ghostList();

        nodes.run(a -> lead(a, fixed, callbacks));

        assertThat(List.copyOf(callbacks)).as(invariant()).isIn(List.of(), List.of("start", "stop"));
    }

    private static void lead(Node node, boolean fixed, List<String> callbacks) {
        Optional<Leadership> held = Optional.empty();
        try {
            held = node.leaderElection().tryAcquire("report", node.name(), LEASE);
            held.ifPresent(term -> callbacks.add("start"));
            node.sleep(Duration.ofSeconds(10));
        } finally {
            if (held.isPresent() || !fixed) {
                callbacks.add("stop");
            }
        }
    }
}
