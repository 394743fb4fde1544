// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Heartbeats are sent by the thread that also does the work. While the work takes longer than the lease, others take the process
 * for dead.
 *
 * <p>Reference: agno-agi/agno#9512.
 */
final class HeartbeatBehindTheWork extends PlantedBug {

    HeartbeatBehindTheWork() {
        super(
                "agno-agi/agno#9512",
                "heartbeats wait behind the work on the same thread, and the process is taken for dead",
                "a process that works is seen",
                0);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        nodes.run(a -> work(a, fixed), b -> {
            b.sleep(Duration.ofSeconds(35));
            assertThat(b.clusterMembership().activeNodes()).as(invariant()).contains("a");
        });
    }

    private static void work(Node node, boolean fixed) {
        ScheduledExecutorService worker = node.newScheduler(1);
        ScheduledExecutorService heart = fixed ? node.newScheduler(1) : worker;
        node.clusterMembership().register("a", Map.of(), LEASE);
        heart.scheduleAtFixedRate(() -> node.clusterMembership().heartbeat("a", LEASE), 10, 10, TimeUnit.SECONDS);
        worker.execute(() -> node.sleep(Duration.ofSeconds(40)));
    }
}
