// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Leadership;
import dev.coordination.junit.explore.Ghost;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The refresh of a lock locks again if the lock has expired. Others may have held it in between, but its owner is not told.
 *
 * <p>Reference: swarthy/redis-semaphore#175.
 */
final class RefreshThatLocksAgain extends PlantedBug {

    RefreshThatLocksAgain() {
        super(
                "swarthy/redis-semaphore#175",
                "a late refresh silently locks again after the lock has expired",
                "who loses a lock is told",
                1);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        Ghost<Boolean> lost = nodes.ghost(false);

        nodes.run(a -> {
            Leadership held =
                    a.leaderElection().tryAcquire("lock", a.name(), LEASE).orElseThrow();
            a.scheduler().scheduleAtFixedRate(() -> refresh(a, held, fixed, lost), 20, 20, TimeUnit.SECONDS);
            a.sleep(Duration.ofSeconds(45));
            Optional<Leadership> owner = a.leaderElection().currentLeader("lock");
            if (!owner.equals(Optional.of(held))) {
                assertThat(lost.get()).as(invariant()).isTrue();
            }
        });
    }

    private static void refresh(Node node, Leadership held, boolean fixed, Ghost<Boolean> lost) {
        boolean refreshed = fixed
                ? node.leaderElection().renew(held, LEASE)
                : node.leaderElection().tryAcquire("lock", node.name(), LEASE).isPresent();
        if (!refreshed) {
            lost.set(true);
        }
    }
}
