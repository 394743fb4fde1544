// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;

/**
 * A lock is taken with one request, and its expiry is set with a second one. A process that dies in between leaves a lock that
 * never expires.
 *
 * <p>Reference: redis/redis-py#818.
 */
final class LockWithoutExpiry extends PlantedBug {

    LockWithoutExpiry() {
        super(
                "redis/redis-py#818",
                "the owner dies after it has locked and before it sets the expiry, and the lock is never free again",
                "a lock that nobody uses becomes free",
                0,
                FaultKind.DEATH);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        nodes.run(a -> useLock(a, fixed), b -> useLock(b, fixed));

        nodes.eventually(
                Duration.ofMinutes(1),
                invariant(),
                () -> !nodes.node("test").cache().exists("lock"));
    }

    private static void useLock(Node node, boolean fixed) {
        if (lock(node, fixed)) {
            node.work("the report");
            node.cache().delete("lock", bytes(node.name()));
        }
    }

    private static boolean lock(Node node, boolean fixed) {
        if (fixed) {
            return node.cache().setIfAbsent("lock", bytes(node.name()), LEASE);
        }
        boolean locked = node.cache().setIfAbsent("lock", bytes(node.name()));
        if (locked) {
            node.cache().expire("lock", LEASE);
        }
        return locked;
    }
}
