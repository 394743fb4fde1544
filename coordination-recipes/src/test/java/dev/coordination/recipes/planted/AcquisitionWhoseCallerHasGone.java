// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A caller does not get the reply to its acquisition, and goes away without a lock. The lock is held nevertheless, and its
 * watchdog renews it forever.
 *
 * <p>Reference: redisson/redisson#2714.
 */
final class AcquisitionWhoseCallerHasGone extends PlantedBug {

    AcquisitionWhoseCallerHasGone() {
        super(
                "redisson/redisson#2714",
                "the caller gives up on an acquisition that has succeeded, and the watchdog renews it forever",
                "a lock that nobody uses becomes free",
                0,
                FaultKind.NOT_SENT,
                FaultKind.REPLY_LOST);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        nodes.run(a -> useLock(a, fixed));

        nodes.eventually(
                Duration.ofMinutes(1),
                invariant(),
                () -> !nodes.node("test").cache().exists("lock"));
    }

    private static void useLock(Node node, boolean fixed) {
        ScheduledFuture<?> watchdog = node.scheduler().scheduleAtFixedRate(() -> renew(node), 10, 10, TimeUnit.SECONDS);
        try {
            if (node.cache().setIfAbsent("lock", bytes(node.name()), LEASE)) {
                node.work("the report");
            }
        } catch (CoordinationUnavailableException e) {
            if (fixed) {
                watchdog.cancel(false);
            }
            throw e;
        }
        watchdog.cancel(false);
        node.cache().delete("lock", bytes(node.name()));
    }

    private static void renew(Node node) {
        node.cache().expire("lock", LEASE);
    }
}
