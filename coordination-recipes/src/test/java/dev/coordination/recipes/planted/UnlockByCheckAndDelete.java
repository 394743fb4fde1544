// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.util.Optional;

/**
 * An unlock reads the key, compares its value with the token, and deletes the key. The lease can end in between, and another node
 * can lock.
 *
 * <p>Reference: redis/redis-py#1031.
 */
final class UnlockByCheckAndDelete extends PlantedBug {

    UnlockByCheckAndDelete() {
        super(
                "redis/redis-py#1031",
                "the lease ends between the check of the token and the delete, which frees another lock",
                "a lock is held until its owner unlocks it or its lease ends",
                1);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        nodes.run(a -> useLock(a, fixed), b -> useLock(b, fixed));
    }

    private void useLock(Node node, boolean fixed) {
        HeldKey lock = new HeldKey(node, "lock");
        if (lock.tryLock(LEASE)) {
            node.work("the report");
            lock.check(invariant());
            if (fixed) {
                node.cache().delete("lock", bytes(node.name()));
            } else if (node.cache().getText("lock").equals(Optional.of(node.name()))) {
                node.cache().delete("lock");
            }
        }
    }
}
