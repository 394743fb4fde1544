// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Tests that locks in the user's code are explored. */
class OwnLocksTest {

    @Test
    void aMonitorAroundCallsIsExplored() {
        ExplorationResult result = Exploration.create().run(nodes -> {
            Object lock = new Object();
            nodes.run(a -> {
                a.spawn(another -> count(another, lock));
                count(a, lock);
            });
            assertThat(nodes.node("reader").cache().getText("hits")).contains("2");
        });

        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PROVED);
    }

    private static void count(Node node, Object lock) {
        synchronized (lock) {
            int hits = node.cache().getText("hits").map(Integer::parseInt).orElse(0);
            node.cache().setText("hits", Integer.toString(hits + 1));
        }
    }

    @Test
    void aLockIsHandedFromThreadToThread() {
        ExplorationResult result = Exploration.create().run(nodes -> {
            Lock lock = new ReentrantLock();
            nodes.run(a -> {
                for (int i = 0; i < 2; i++) {
                    a.spawn(another -> work(another, lock));
                }
                work(a, lock);
            });
        });

        assertThat(result.failure()).isEmpty();
    }

    private static void work(Node node, Lock lock) {
        lock.lock();
        try {
            node.work("inside");
        } finally {
            lock.unlock();
        }
    }

    @Test
    void aLockWithoutCallsInsideIsNoProblem() {
        ExplorationResult result = Exploration.create().run(nodes -> {
            Object lock = new Object();
            int[] entered = {0};
            nodes.run(a -> {
                a.spawn(another -> enter(lock, entered));
                enter(lock, entered);
            });
            assertThat(entered[0]).isEqualTo(2);
        });

        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PROVED);
    }

    private static void enter(Object lock, int[] entered) {
        synchronized (lock) {
            entered[0]++;
        }
    }

    @Test
    void aDeadlockIsFound() {
        ExplorationResult result = Exploration.create().run(nodes -> {
            Object first = new Object();
            Object second = new Object();
            nodes.run(a -> {
                a.spawn(another -> nested(another, first, second));
                nested(a, second, first);
            });
        });

        assertThat(result.failure())
                .isPresent()
                .get()
                .satisfies(failure -> assertThat(failure.cause())
                        .hasMessageStartingWith("deadlock: no node can go on, however much time passes")
                        .hasMessageContaining("which a/2 holds")
                        .hasMessageContaining("OwnLocksTest.java"));
    }

    private static void nested(Node node, Object outer, Object inner) {
        synchronized (outer) {
            node.work("check");
            synchronized (inner) {
                node.cache().increment("done", 1);
            }
        }
    }
}
