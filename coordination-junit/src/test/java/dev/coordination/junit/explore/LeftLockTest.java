// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests code that ends while it holds a lock, because it does not release the lock in a {@code finally} block. */
@Timeout(20) // Waiting a second for each thread that never ends would take more than 30 s.
class LeftLockTest {

    private static ExplorationResult explore(NodeCode code) {
        return Exploration.create().run(nodes -> nodes.run(code));
    }

    private static void assertProved(NodeCode code) {
        ExplorationResult result = explore(code);

        assertThat(result.failure()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.PROVED);
    }

    /** Schedules that are abandoned end the code of a thread between the two calls on the lock. */
    @Test
    void codeThatReleasesALockWithoutFinallyIsProved() {
        assertProved(node -> {
            Lock lock = new ReentrantLock();
            for (int i = 0; i < 2; i++) {
                node.spawn(same -> {
                    lock.lock();
                    same.cache().increment("n", 1);
                    lock.unlock();
                });
            }
        });
    }

    @Test
    void aSemaphoreThatIsReleasedByAnotherThreadIsProved() {
        assertProved(node -> {
            Semaphore semaphore = new Semaphore(0);
            node.spawn(same -> {
                semaphore.acquire();
                same.cache().increment("n", 1);
            });
            node.spawn(same -> {
                same.work("produce");
                semaphore.release();
                same.work("go on");
            });
        });
    }

    @Test
    void aDeadlockNamesALockThatWasNotReleased() {
        ExplorationResult result = explore(node -> {
            Lock lock = new ReentrantLock();
            for (int i = 0; i < 2; i++) {
                node.spawn(same -> {
                    lock.lock();
                    same.cache().increment("n", 1);
                });
            }
        });

        assertThat(result.failure())
                .get()
                .asString()
                .contains("deadlock: no node can go on", ", which code that has ended did not release, at ");
    }
}
