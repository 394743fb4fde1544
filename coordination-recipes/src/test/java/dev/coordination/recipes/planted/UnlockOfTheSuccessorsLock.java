// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;

/**
 * A job that takes longer than its lock unlocks by name, and so frees the lock that its successor holds by then.
 *
 * <p>Reference: lukas-krecan/ShedLock#2584.
 */
final class UnlockOfTheSuccessorsLock extends PlantedBug {

    UnlockOfTheSuccessorsLock() {
        super(
                "lukas-krecan/ShedLock#2584",
                "a job that has lost its lock unlocks by name, and frees the lock of its successor",
                "a lock is held until its owner unlocks it or its lease ends",
                1);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        nodes.run(a -> runJob(a, fixed), b -> runJob(b, fixed));
    }

    private void runJob(Node node, boolean fixed) {
        HeldKey lock = new HeldKey(node, "job");
        if (lock.tryLock(LEASE)) {
            node.work("the job");
            lock.check(invariant());
            if (fixed) {
                node.cache().delete("job", bytes(node.name()));
            } else {
                node.cache().delete("job");
            }
        }
    }
}
