// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Topic;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that the schedule, and not the JVM, decides the order in which several threads acquire a lock. */
class LockOrdersTest {

    /** A critical section, which only one thread at a time can enter. */
    interface Guard {
        void run(Runnable code);
    }

    enum Kind {
        MONITOR(() -> {
            Object monitor = new Object();
            return code -> {
                synchronized (monitor) {
                    code.run();
                }
            };
        }),
        REENTRANT(() -> guard(new ReentrantLock())),
        FAIR(() -> guard(new ReentrantLock(true))),
        WRITE(() -> guard(new ReentrantReadWriteLock().writeLock())),
        FAIR_WRITE(() -> guard(new ReentrantReadWriteLock(true).writeLock())),
        STAMPED(() -> guard(new StampedLock().asWriteLock())),
        SEMAPHORE(() -> {
            Semaphore semaphore = new Semaphore(1);
            return code -> {
                semaphore.acquireUninterruptibly();
                try {
                    code.run();
                } finally {
                    semaphore.release();
                }
            };
        });

        final Supplier<Guard> create;

        Kind(Supplier<Guard> create) {
            this.create = create;
        }

        private static Guard guard(Lock lock) {
            return code -> {
                lock.lock();
                try {
                    code.run();
                } finally {
                    lock.unlock();
                }
            };
        }
    }

    /** A main thread, a listener and a task acquire the same lock. The main thread acquires it twice with no step in between. */
    private static void component(Nodes nodes, Kind kind, Ghost<String> order) throws Exception {
        Guard guard = kind.create.get();
        nodes.run(
                a -> {
                    a.pubSub().subscribe(List.of(Topic.channel("reload")), message -> reload(a, guard, order, "l"));
                    a.scheduler().schedule(() -> reload(a, guard, order, "t"), 1, TimeUnit.SECONDS);
                    reload(a, guard, order, "m");
                    guard.run(() -> order.update(names -> names + "."));
                },
                b -> b.pubSub().publish("reload", new byte[0]));
        assertThat(nodes.node("reader").cache().getText("loads")).contains(Integer.toString(loads(order)));
    }

    private static void reload(Node node, Guard guard, Ghost<String> order, String who) {
        guard.run(() -> {
            int loads = node.cache().getText("loads").map(Integer::parseInt).orElse(0);
            node.cache().setText("loads", Integer.toString(loads + 1));
            order.update(names -> names + who);
        });
    }

    private static int loads(Ghost<String> order) {
        return order.get().replace(".", "").length();
    }

    @ParameterizedTest
    @EnumSource
    void aComponentWithThreeThreadsIsProvedWithTheSameNumberOfSchedulesEachTime(Kind kind) {
        List<Long> counts = counts(kind);

        assertThat(counts(kind)).isEqualTo(counts);
        assertThat(counts(kind)).isEqualTo(counts);
    }

    private static List<Long> counts(Kind kind) {
        ExplorationResult result = Exploration.create().run(nodes -> component(nodes, kind, nodes.ghost("")));

        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PROVED);
        return List.of(result.schedules(), result.redundant());
    }

    @ParameterizedTest
    @EnumSource
    void aBugThatDependsOnALockOrderIsFoundWithTheSameTokenEachTime(Kind kind) {
        ScheduleFailure failure = failure(kind);

        assertThat(failure.deterministic()).isTrue();
        assertThat(failure(kind).token()).isEqualTo(failure.token());
        assertThat(failing(kind, Exploration.create().replay(failure.token())).failure())
                .isPresent()
                .get()
                .satisfies(again -> assertThat(again.timeline()).isEqualTo(failure.timeline()));
    }

    private static ScheduleFailure failure(Kind kind) {
        return failing(kind, Exploration.create()).failure().orElseThrow();
    }

    private static ExplorationResult failing(Kind kind, Exploration exploration) {
        return exploration.run(nodes -> {
            Ghost<String> order = nodes.ghost("");
            threeThreads(nodes, kind, order);
            assertThat(order.get()).isNotEqualTo("132");
        });
    }

    /** The first thread holds the lock while the two others try to acquire it. */
    private static void threeThreads(Nodes nodes, Kind kind, Ghost<String> order) throws Exception {
        Guard guard = kind.create.get();
        nodes.run(a -> {
            for (String who : List.of("2", "3")) {
                a.spawn(another -> guard.run(() -> {
                    order.update(names -> names + who);
                    another.work("inside");
                }));
            }
            guard.run(() -> {
                order.update(names -> names + "1");
                a.work("inside");
            });
        });
    }

    @Test
    void eachOrderIsTried() {
        ExplorationResult result = Exploration.create()
                .strategy(Strategy.REDUCED)
                .run(nodes -> {
                    Ghost<String> order = nodes.ghost("");
                    threeThreads(nodes, Kind.MONITOR, order);
                    nodes.sometimes(
                            "the second thread acquires the lock before the third",
                            order.get().equals("123"));
                    nodes.sometimes(
                            "the third thread acquires the lock before the second",
                            order.get().equals("132"));
                });

        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PROVED);
        assertThat(result.neverTrue()).isEmpty();
    }

    @Test
    void aLockThatTwoNodesShareIsExplored() {
        ExplorationResult result = Exploration.create().run(nodes -> {
            Guard guard = Kind.MONITOR.create.get();
            Ghost<String> order = nodes.ghost("");
            nodes.run(a -> reload(a, guard, order, "a"), b -> reload(b, guard, order, "b"));
            assertThat(nodes.node("reader").cache().getText("loads")).contains("2");
        });

        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PROVED);
    }

    @Test
    void timePassesWhileALockIsHeld() {
        ExplorationResult result = Exploration.create().run(nodes -> {
            Guard guard = Kind.REENTRANT.create.get();
            nodes.run(a -> {
                a.spawn(another -> guard.run(() -> another.work("inside")));
                guard.run(() -> a.sleep(java.time.Duration.ofSeconds(1)));
            });
        });

        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PROVED);
    }

    @Test
    void releasingOneLockBeforeWaitingForAnotherIsNotADeadlock() {
        ExplorationResult result = Exploration.create().run(nodes -> {
            Guard first = Kind.MONITOR.create.get();
            Guard second = Kind.REENTRANT.create.get();
            nodes.run(a -> {
                a.spawn(another -> second.run(() -> {
                    another.work("in the second lock");
                    first.run(() -> another.work("in both locks"));
                }));
                a.work("before");
                first.run(() -> a.work("in the first lock"));
                second.run(() -> a.work("in the second lock"));
            });
        });

        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PROVED);
    }
}
