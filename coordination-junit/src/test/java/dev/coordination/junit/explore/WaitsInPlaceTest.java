// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.LockOrdersTest.Guard;
import dev.coordination.junit.explore.LockOrdersTest.Kind;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that what a thread does between its last step and a lock is explored, too, while another thread holds the lock. */
class WaitsInPlaceTest {

    /** A value that is loaded once, on demand. */
    private static final class Lazy {
        private final Guard guard;
        private final boolean looksAgain;
        private boolean loaded;

        Lazy(Kind kind, boolean looksAgain) {
            guard = kind.create.get();
            this.looksAgain = looksAgain;
        }

        void load(Node node) {
            if (!loaded) {
                guard.run(() -> {
                    if (!looksAgain || !loaded) {
                        node.cache().increment("loads", 1);
                        loaded = true;
                    }
                });
            }
        }
    }

    /** How the threads that load the value belong to nodes. */
    private enum Threads {
        TWO_OF_ONE_NODE {
            @Override
            void load(Nodes nodes, Lazy lazy) throws Exception {
                nodes.run(a -> {
                    a.spawn(lazy::load);
                    lazy.load(a);
                });
            }
        },
        THREE_OF_ONE_NODE {
            @Override
            void load(Nodes nodes, Lazy lazy) throws Exception {
                nodes.run(a -> {
                    a.spawn(lazy::load);
                    a.spawn(lazy::load);
                    lazy.load(a);
                });
            }
        },
        OF_TWO_NODES {
            @Override
            void load(Nodes nodes, Lazy lazy) throws Exception {
                nodes.run(lazy::load, lazy::load);
            }
        };

        abstract void load(Nodes nodes, Lazy lazy) throws Exception;
    }

    static Stream<Arguments> cases() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(Threads.values())
                        .flatMap(threads -> Stream.of(Strategy.PORTFOLIO, Strategy.REDUCED, Strategy.EXHAUSTIVE)
                                .map(strategy -> Arguments.of(kind, threads, strategy))));
    }

    private static ExplorationResult load(Exploration exploration, Kind kind, Threads threads, boolean looksAgain) {
        return exploration.run(nodes -> {
            threads.load(nodes, new Lazy(kind, looksAgain));
            assertThat(nodes.node("reader").cache().getText("loads")).contains("1");
        });
    }

    /** The reduction does not know that nodes share memory unless it sees that they share a lock. */
    static Stream<Arguments> findingCases() {
        return cases().filter(arguments ->
                arguments.get()[1] != Threads.OF_TWO_NODES || arguments.get()[2] != Strategy.REDUCED);
    }

    @ParameterizedTest
    @MethodSource("findingCases")
    void aMissingSecondCheckIsFound(Kind kind, Threads threads, Strategy strategy) {
        Exploration exploration = Exploration.create();
        ScheduleFailure failure = load(exploration.strategy(strategy), kind, threads, false)
                .failure()
                .orElseThrow();

        assertThat(failure.deterministic()).isTrue();
        assertThat(failure.token()).contains(":waits");
        assertThat(failure.timeline()).contains("waits for a lock");
        assertThat(load(exploration.replay(failure.token()), kind, threads, false)
                        .failure())
                .isPresent()
                .get()
                .satisfies(again -> assertThat(again.timeline()).isEqualTo(failure.timeline()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aSecondCheckIsProved(Kind kind, Threads threads, Strategy strategy) {
        Exploration exploration = Exploration.create().strategy(strategy);
        ExplorationResult result = load(exploration, kind, threads, true);

        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PROVED);
        assertThat(load(exploration, kind, threads, true))
                .extracting(ExplorationResult::schedules, ExplorationResult::redundant)
                .containsExactly(result.schedules(), result.redundant());
    }

    @ParameterizedTest
    @EnumSource
    void aValueThatIsReadBeforeTheLockMayBeOld(Kind kind) {
        assertThat(counted(kind, false).failure())
                .isPresent()
                .get()
                .satisfies(failure -> assertThat(failure.cause()).isInstanceOf(AssertionError.class));
        assertThat(counted(kind, true).verdict()).isEqualTo(Verdict.PROVED);
    }

    private static ExplorationResult counted(Kind kind, boolean inLock) {
        return Exploration.create().run(nodes -> {
            Guard guard = kind.create.get();
            int[] count = {0};
            NodeCode add = node -> {
                node.cache().exists("before");
                int before = count[0];
                guard.run(() -> {
                    int seen = inLock ? count[0] : before;
                    node.cache().exists("inside");
                    count[0] = seen + 1;
                });
            };
            nodes.run(a -> {
                a.spawn(add);
                add.run(a);
            });
            assertThat(count[0]).isEqualTo(2);
        });
    }

    /** A thread that has waited for the outer lock acquires the inner one in the same step. */
    @Test
    void nestedLocksAreExplored() {
        assertThat(nested(false).failure()).isPresent();
        assertThat(nested(true).verdict()).isEqualTo(Verdict.PROVED);
    }

    private static ExplorationResult nested(boolean looksAgain) {
        return Exploration.create().run(nodes -> {
            Guard outer = Kind.MONITOR.create.get();
            Guard inner = Kind.REENTRANT.create.get();
            boolean[] done = {false};
            NodeCode code = node -> {
                boolean before = done[0];
                outer.run(() -> inner.run(() -> {
                    if (looksAgain ? !done[0] : !before) {
                        node.cache().increment("loads", 1);
                        done[0] = true;
                    }
                }));
            };
            nodes.run(a -> {
                a.spawn(code);
                a.spawn(another -> inner.run(() -> another.work("in the inner lock")));
                code.run(a);
            });
            assertThat(nodes.node("reader").cache().getText("loads")).contains("1");
        });
    }

    /** One thread makes a step between the two locks, and the other makes none. */
    @Test
    void aDeadlockNeedsAStepBetweenTheLocksInOnlyOneThread() {
        ExplorationResult result = Exploration.create().run(nodes -> {
            Object first = new Object();
            ReentrantLock second = new ReentrantLock();
            nodes.run(a -> {
                a.spawn(another -> {
                    synchronized (first) {
                        second.lock();
                        second.unlock();
                    }
                });
                second.lock();
                try {
                    a.work("in the second lock");
                    synchronized (first) {
                        a.work("in both locks");
                    }
                } finally {
                    second.unlock();
                }
            });
        });

        assertThat(result.failure())
                .isPresent()
                .get()
                .satisfies(
                        failure -> assertThat(failure.cause()).hasMessageStartingWith("deadlock: no node can go on"));
    }

    /** The thread that waits sees what the other threads did before, and not what they do meanwhile. */
    @Test
    void theTimelineShowsTheWait() {
        ExplorationResult result = load(Exploration.create(), Kind.MONITOR, Threads.TWO_OF_ONE_NODE, false);

        assertThat(result.failure().orElseThrow().token()).isEqualTo("a.a/2:waits.a*2.a/2*2");
        assertThat(result.failure().orElseThrow().timeline()).isEqualTo("""
                  time    a                                   reader
                  0s      2: waits for a lock
                  0s      cache.increment("loads", 1) = 1
                  0s      2: cache.increment("loads", 1) = 2
                  0s                                          cache.get("loads") = "2" (the test)
                """);
    }

    /** A wait that is not needed for the failure is left out. */
    @Test
    void aFailureWithoutAWaitIsShownWithoutOne() {
        ExplorationResult result = Exploration.create().run(nodes -> {
            Lazy lazy = new Lazy(Kind.REENTRANT, true);
            Threads.THREE_OF_ONE_NODE.load(nodes, lazy);
            assertThat(nodes.node("reader").cache().getText("loads")).contains("2");
        });

        assertThat(result.failure().orElseThrow().token()).doesNotContain(":waits");
    }

    /** A node may die, pause or lose a reply while one of its threads waits, and while the thread that it waits for holds the lock. */
    @ParameterizedTest
    @EnumSource
    void faultsMayHappenDuringAWait(Threads threads) {
        ExplorationResult result = load(
                Exploration.create().timeSteps(1).faults(1).kinds(FaultKind.DEATH, FaultKind.PAUSE, FaultKind.NOT_SENT),
                Kind.REENTRANT,
                threads,
                true);

        assertThat(result.failure().map(ScheduleFailure::cause))
                .hasValueSatisfying(cause -> assertThat(cause).isInstanceOf(AssertionError.class));
    }

    /** The holder releases the lock, and acquires it again without a step in between. */
    @ParameterizedTest
    @EnumSource
    void aLockThatIsAcquiredAgainAtOnceDoesNotWeakenTheProof(Kind kind) {
        Program program = nodes -> {
            Guard guard = kind.create.get();
            NodeCode code = node -> {
                for (int i = 0; i < 2; i++) {
                    guard.run(() -> node.cache().increment("count", 1));
                }
            };
            nodes.run(a -> {
                a.spawn(code);
                code.run(a);
            });
            assertThat(nodes.node("reader").cache().getText("count")).contains("4");
        };
        ExplorationResult result = Exploration.create().run(program);

        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PROVED);
        assertThat(Exploration.create().run(program).schedules()).isEqualTo(result.schedules());
    }

    @Test
    void aPermitOfSeveralIsWaitedForInPlace() {
        ExplorationResult result = Exploration.create().run(nodes -> {
            java.util.concurrent.Semaphore semaphore = new java.util.concurrent.Semaphore(2);
            List<String> order = nodes.ghostList();
            NodeCode code = node -> {
                semaphore.acquireUninterruptibly(2);
                node.work("with both permits");
                semaphore.release();
                node.work("with one permit");
                semaphore.release();
                order.add("done");
            };
            nodes.run(a -> {
                a.spawn(code);
                code.run(a);
            });
            assertThat(order).hasSize(2);
        });

        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PROVED);
    }

    /** The example of docs/exploring.md. */
    @Test
    void theMissingCheckOfTheDocumentationIsFound() {
        class Loader {
            private final Object lock = new Object();
            private boolean loaded;

            void load(Node node) {
                if (!loaded) {
                    synchronized (lock) {
                        node.cache().increment("loads", 1);
                        loaded = true;
                    }
                }
            }
        }

        ExplorationResult result = Exploration.create().run(nodes -> {
            Loader loader = new Loader();
            nodes.run(node -> {
                node.spawn(loader::load);
                node.spawn(loader::load);
            });
            assertThat(nodes.node("reader").cache().getText("loads")).contains("1");
        });

        assertThat(result.failure()).isPresent();
    }
}
