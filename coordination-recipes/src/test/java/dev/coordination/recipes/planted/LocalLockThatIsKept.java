// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.util.concurrent.Semaphore;

/**
 * A lock consists of one in the process and one on the server. If the one on the server has expired, the unlock throws before it
 * unlocks the one in the process, and no thread of the process ever gets the lock again.
 *
 * <p>Reference: spring-projects/spring-integration#1888.
 */
final class LocalLockThatIsKept extends PlantedBug {

    LocalLockThatIsKept() {
        super(
                "spring-projects/spring-integration#1888",
                "the unlock of an expired lock throws, and the local half of the lock stays locked",
                "a lock that has expired can be locked again",
                1);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        nodes.run(a -> {
            Lock lock = new Lock(a, fixed);
            assertThat(lock.tryLock()).isTrue();
            a.work("the report");
            try {
                lock.unlock();
            } catch (IllegalStateException e) {
                // The lock has expired.
            }
            assertThat(lock.tryLock()).as(invariant()).isTrue();
        });
    }

    private static final class Lock {

        private final Node node;
        private final boolean fixed;
        private final Semaphore local = new Semaphore(1);

        Lock(Node node, boolean fixed) {
            this.node = node;
            this.fixed = fixed;
        }

        boolean tryLock() {
            if (!local.tryAcquire()) {
                return false;
            }
            boolean locked = node.cache().setIfAbsent("lock", bytes(node.name()), LEASE);
            if (!locked) {
                local.release();
            }
            return locked;
        }

        void unlock() {
            boolean unlocked = node.cache().delete("lock", bytes(node.name()));
            if (unlocked || fixed) {
                local.release();
            }
            if (!unlocked) {
                throw new IllegalStateException("the lock has expired");
            }
        }
    }
}
