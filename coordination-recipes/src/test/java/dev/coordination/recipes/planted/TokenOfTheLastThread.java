// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;

/**
 * Two threads share one lock object, which keeps the token of the last acquisition. When the lease of the first thread has ended,
 * and the second one has locked, the first one unlocks with the token of the second.
 *
 * <p>Reference: redis/redis-py#416.
 */
final class TokenOfTheLastThread extends PlantedBug {

    TokenOfTheLastThread() {
        super(
                "redis/redis-py#416",
                "threads share a lock object, and the first one unlocks with the token of the second",
                "a lock is held until its owner unlocks it",
                1);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        nodes.run(a -> {
            Lock lock = new Lock(a);
            a.spawn(second -> useSecond(second, lock));
            if (lock.tryLock("first")) {
                a.work("the report");
                lock.unlock(fixed ? "first" : lock.token);
            }
        });
    }

    private void useSecond(Node node, Lock lock) {
        node.sleep(Duration.ofSeconds(30));
        if (lock.tryLock("second")) {
            node.sleep(Duration.ofSeconds(10));
            assertThat(node.cache().getText("lock")).as(invariant()).contains("second");
        }
    }

    private static final class Lock {

        private final Node node;
        private String token = "none";

        Lock(Node node) {
            this.node = node;
        }

        boolean tryLock(String newToken) {
            boolean locked = node.cache().setIfAbsent("lock", bytes(newToken), LEASE);
            if (locked) {
                token = newToken;
            }
            return locked;
        }

        void unlock(String heldToken) {
            node.cache().delete("lock", bytes(heldToken));
        }
    }
}
