// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An instance remembers what it has registered, so that it can register again. An update of its registration is sent, but not
 * remembered. When the instance has expired, it registers what it was before.
 *
 * <p>Reference: apache/curator CURATOR-181.
 */
final class OldRegistrationAgain extends PlantedBug {

    private static final Map<String, String> OLD = Map.of("address", "10.0.0.1");
    private static final Map<String, String> NEW = Map.of("address", "10.0.0.2");

    OldRegistrationAgain() {
        super(
                "apache/curator CURATOR-181",
                "an instance that has expired registers again with its metadata from before an update",
                "an instance is registered with its latest metadata",
                0,
                FaultKind.PAUSE);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        nodes.run(a -> {
            Registration registration = new Registration(a, fixed);
            registration.start();
            registration.update();
            a.sleep(Duration.ofSeconds(15));
        });

        nodes.eventually(
                Duration.ofMinutes(1),
                invariant(),
                () -> nodes.node("test").clusterMembership().metadata("a").equals(Optional.of(NEW)));
    }

    private static final class Registration {

        private final Node node;
        private final boolean fixed;
        private Map<String, String> remembered = OLD;

        Registration(Node node, boolean fixed) {
            this.node = node;
            this.fixed = fixed;
        }

        void start() {
            node.clusterMembership().register("a", OLD, LEASE);
            node.scheduler().scheduleAtFixedRate(this::beat, 10, 10, TimeUnit.SECONDS);
        }

        void update() {
            if (fixed) {
                remembered = NEW;
            }
            node.clusterMembership().register("a", NEW, LEASE);
        }

        private void beat() {
            if (!node.clusterMembership().heartbeat("a", LEASE)) {
                node.clusterMembership().register("a", remembered, LEASE);
            }
        }
    }
}
