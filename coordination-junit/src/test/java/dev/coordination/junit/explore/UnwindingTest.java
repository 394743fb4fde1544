// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Tests that a schedule ends even if threads of a node wait for each other's locks while the exploration ends them. */
@Timeout(60)
class UnwindingTest {

    /** How a node starts a second thread. */
    private enum Second {
        EXECUTED {
            @Override
            void start(Node node, Runnable task) {
                node.scheduler().execute(task);
            }
        },
        SPAWNED {
            @Override
            void start(Node node, Runnable task) {
                node.spawn(again -> task.run());
            }
        },
        PERIODIC {
            @Override
            void start(Node node, Runnable task) {
                node.scheduler().scheduleWithFixedDelay(task, 0, 1, TimeUnit.SECONDS);
            }
        };

        abstract void start(Node node, Runnable task);
    }

    /** How a thread acquires a lock that both threads of a node use. */
    private enum Kind {
        MONITOR {
            @Override
            BiConsumer<Node, Runnable> lock() {
                Object monitor = new Object();
                return (node, work) -> {
                    synchronized (monitor) {
                        work.run();
                    }
                };
            }
        },
        REENTRANT_LOCK {
            @Override
            BiConsumer<Node, Runnable> lock() {
                ReentrantLock lock = new ReentrantLock();
                return (node, work) -> {
                    lock.lock();
                    try {
                        work.run();
                    } finally {
                        lock.unlock();
                    }
                };
            }
        };

        abstract BiConsumer<Node, Runnable> lock();
    }

    /** The {@code finally} block needs a lock that the other thread holds during a call. */
    private static NodeCode elector(Kind kind, Second second) {
        return node -> {
            BiConsumer<Node, Runnable> lock = kind.lock();
            second.start(node, () -> lock.accept(node, () -> node.cache().exists("key")));
            try {
                node.sleep(ofSeconds(1));
            } finally {
                lock.accept(node, () -> {});
            }
        };
    }

    @TestFactory
    Stream<DynamicTest> aFinallyBlockMayNeedALockThatAnotherThreadHoldsDuringACall() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(Second.values())
                        .flatMap(second -> Stream.of(1, 2)
                                .map(nodes -> DynamicTest.dynamicTest(
                                        kind + ", " + second + ", " + nodes,
                                        () -> assertProved(kind, second, nodes)))));
    }

    private static void assertProved(Kind kind, Second second, int count) {
        NodeCode code = elector(kind, second);
        NodeCode[] codes = Stream.generate(() -> code).limit(count).toArray(NodeCode[]::new);

        ExplorationResult result = Exploration.create().run(nodes -> nodes.run(codes));

        assertThat(result.failure()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.PROVED);
    }

    @TestFactory
    Stream<DynamicTest> anotherNodeMayFailMeanwhile() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(Second.values())
                        .map(second -> DynamicTest.dynamicTest(kind + ", " + second, () -> {
                            ScheduleFailure failure = Exploration.create()
                                    .run(nodes -> nodes.run(elector(kind, second), b -> {
                                        b.cache().exists("key");
                                        throw new IllegalStateException("b fails");
                                    }))
                                    .failure()
                                    .orElseThrow();

                            assertThat(failure.cause()).hasMessage("b fails");
                        })));
    }
}
