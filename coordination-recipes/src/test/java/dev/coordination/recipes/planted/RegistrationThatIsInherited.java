// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process that is restarted finds the entry of its predecessor, and leaves it as it is. The entry belongs to the session of the
 * predecessor, and expires with it.
 *
 * <p>Reference: wglass/lighthouse#11.
 */
final class RegistrationThatIsInherited extends PlantedBug {

    RegistrationThatIsInherited() {
        super(
                "wglass/lighthouse#11",
                "a restarted process relies on the entry of its predecessor, which then expires",
                "a process that runs is reported up",
                0,
                FaultKind.RESTART);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        nodes.run(a -> {
            new Reporter(a, fixed).reportUp();
            a.sleep(Duration.ofSeconds(45));
        });

        if (nodes.isAlive("a")) {
            assertThat(nodes.node("test").cache().exists("up")).as(invariant()).isTrue();
        }
    }

    private static final class Reporter {

        private final Node node;
        private final boolean fixed;
        private final String session;

        Reporter(Node node, boolean fixed) {
            this.node = node;
            this.fixed = fixed;
            session = "session " + node.incarnation();
        }

        void reportUp() {
            if (fixed) {
                node.cache().setText("up", session, LEASE);
            } else {
                node.cache().setIfAbsent("up", bytes(session), LEASE);
            }
            node.scheduler().scheduleAtFixedRate(this::keepSession, 10, 10, TimeUnit.SECONDS);
        }

        private void keepSession() {
            if (node.cache().getText("up").equals(Optional.of(session))) {
                node.cache().expire("up", LEASE);
            }
        }
    }
}
