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
    void run(Nodes nodes, boolean mended) throws Exception {
        nodes.run(a -> runJob(a, mended), b -> runJob(b, mended));
    }

    private void runJob(Node node, boolean mended) {
        HeldKey lock = new HeldKey(node, "job");
        if (lock.tryLock(LEASE)) {
            node.work("the job");
            lock.check(invariant());
            if (mended) {
                node.cache().delete("job", bytes(node.name()));
            } else {
                node.cache().delete("job");
            }
        }
    }
}
