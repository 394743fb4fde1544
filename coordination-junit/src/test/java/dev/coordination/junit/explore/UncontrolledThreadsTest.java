// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that what the exploration does not control is reported. */
class UncontrolledThreadsTest {

    @Test
    void aThreadThatIsNotControlledMustNotUseANode() {
        ScheduleFailure failure = failureOf(nodes -> nodes.run(a -> {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread thread = new Thread(
                    () -> {
                        try {
                            a.cache().exists("key");
                        } catch (IllegalStateException e) {
                            thrown.set(e);
                        }
                    },
                    "raw");
            thread.start();
            thread.join();
        }));

        assertThat(failure.cause())
                .hasMessage(
                        "the thread \"raw\" calls cache.exists(\"key\"), but the exploration does not control this thread: use"
                                + " node.scheduler() or node.spawn(...) instead of other threads and executors");
    }

    @Test
    void aWaitThatIsNotControlledIsReportedWithItsPosition() {
        ScheduleFailure failure = failureOf(nodes -> nodes.run(a -> new LinkedBlockingQueue<String>().take()));

        assertThat(failure.cause())
                .hasMessageStartingWith("a blocks on something that the exploration does not control, at ")
                .hasMessageContaining("UncontrolledThreadsTest.java")
                .hasMessageContaining("to wait, use what the node offers");
    }

    /** A replay does not wait forever, either, unless the JVM was started with a debugger agent. */
    @Test
    void anUncontrolledWaitIsReportedInAReplay() {
        Program program = nodes -> nodes.run(a -> {
            a.cache().exists("key");
            new LinkedBlockingQueue<String>().take();
        });
        String token = failureOf(program).token();

        assertThat(Exploration.create()
                        .replay(token)
                        .run(program)
                        .failure()
                        .orElseThrow()
                        .cause())
                .hasMessageStartingWith("a blocks on something that the exploration does not control, at ");
    }

    @Test
    void aSleepInRealTimeIsReported() {
        ScheduleFailure failure = failureOf(nodes -> nodes.run(a -> {
            a.cache().exists("key");
            Thread.sleep(300);
        }));

        assertThat(failure.cause())
                .hasMessageStartingWith("a blocks on something that the exploration does not control, at ")
                .hasMessageContaining("node.sleep(...)");
    }

    @Test
    void onlyDebuggerArgumentsIndicateADebugger() {
        assertThat(Debugger.isForDebugger("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=5005"))
                .isTrue();
        assertThat(Debugger.isForDebugger("-Xrunjdwp:transport=dt_socket")).isTrue();
        assertThat(Debugger.isForDebugger("-agentlib:hprof")).isFalse();
        assertThat(Debugger.isForDebugger("-Xmx1g")).isFalse();
    }

    @Test
    void aFutureBetweenTwoThreadsOfANodeIsReported() {
        ScheduleFailure failure = failureOf(nodes -> nodes.run(a -> {
            CompletableFuture<String> future = new CompletableFuture<>();
            a.spawn(another -> {
                another.cache().setText("key", "value");
                future.complete("done");
            });
            a.cache().exists("key");
            future.join();
        }));

        assertThat(failure.cause())
                .hasMessageStartingWith("a blocks on something that the exploration does not control");
    }

    @Test
    void aNodeOfAnotherScheduleMustNotBeUsed() {
        AtomicReference<Node> kept = new AtomicReference<>();
        ScheduleFailure failure = failureOf(nodes -> {
            Node first = kept.updateAndGet(node -> node == null ? nodes.node("a") : node);
            nodes.run(a -> first.cache().exists("key"));
        });

        assertThat(failure.cause())
                .hasMessageStartingWith("not deterministic: the first schedule passed, and was run again")
                .hasMessageContaining("node a belongs to another schedule, which has ended");
    }

    @Test
    void theCodeOfANodeMustNotRunNodes() {
        ScheduleFailure failure = failureOf(nodes -> nodes.run(a -> nodes.run(b -> {})));

        assertThat(failure.cause())
                .hasMessage(
                        "nodes.run(...) must be called by the program itself, on its own thread, and not by the code of a"
                                + " node");
    }

    /** Waits that end by themselves after some time, in real time. */
    private enum TimedWait {
        TRY_LOCK {
            @Override
            void run(Nodes nodes) throws Exception {
                ReentrantLock lock = new ReentrantLock();
                whileHeld(nodes, lock::lock, lock::unlock, () -> lock.tryLock(SECONDS, TimeUnit.SECONDS));
            }
        },
        TRY_WRITE_LOCK {
            @Override
            void run(Nodes nodes) throws Exception {
                Lock lock = new ReentrantReadWriteLock().writeLock();
                whileHeld(nodes, lock::lock, lock::unlock, () -> lock.tryLock(SECONDS, TimeUnit.SECONDS));
            }
        },
        TRY_ACQUIRE {
            @Override
            void run(Nodes nodes) throws Exception {
                Semaphore semaphore = new Semaphore(1);
                whileHeld(
                        nodes,
                        semaphore::acquireUninterruptibly,
                        semaphore::release,
                        () -> semaphore.tryAcquire(SECONDS, TimeUnit.SECONDS));
            }
        },
        POLL {
            @Override
            void run(Nodes nodes) throws Exception {
                waits(nodes, () -> new LinkedBlockingQueue<String>().poll(SECONDS, TimeUnit.SECONDS));
            }
        },
        LATCH {
            @Override
            void run(Nodes nodes) throws Exception {
                waits(nodes, () -> new CountDownLatch(1).await(SECONDS, TimeUnit.SECONDS));
            }
        },
        FUTURE {
            @Override
            void run(Nodes nodes) throws Exception {
                waits(nodes, () -> new CompletableFuture<String>().get(SECONDS, TimeUnit.SECONDS));
            }
        },
        JOIN {
            @Override
            void run(Nodes nodes) throws Exception {
                waits(nodes, () -> {
                    CountDownLatch end = new CountDownLatch(1);
                    Thread thread = new Thread(() -> {
                        try {
                            end.await();
                        } catch (InterruptedException e) {
                            // It ends.
                        }
                    });
                    thread.start();
                    try {
                        thread.join(TimeUnit.SECONDS.toMillis(SECONDS));
                    } finally {
                        end.countDown();
                    }
                    return null;
                });
            }
        },
        PARK {
            @Override
            void run(Nodes nodes) throws Exception {
                waits(nodes, () -> {
                    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(SECONDS));
                    return null;
                });
            }
        },
        WAIT {
            @Override
            void run(Nodes nodes) throws Exception {
                waits(nodes, () -> {
                    Object monitor = new Object();
                    synchronized (monitor) {
                        monitor.wait(TimeUnit.SECONDS.toMillis(SECONDS));
                    }
                    return null;
                });
            }
        },
        CONDITION {
            @Override
            void run(Nodes nodes) throws Exception {
                waits(nodes, () -> {
                    ReentrantLock lock = new ReentrantLock();
                    lock.lock();
                    try {
                        return lock.newCondition().await(SECONDS, TimeUnit.SECONDS);
                    } finally {
                        lock.unlock();
                    }
                });
            }
        };

        private static final long SECONDS = 1;

        abstract void run(Nodes nodes) throws Exception;

        private static void waits(Nodes nodes, Callable<?> wait) throws Exception {
            nodes.run(a -> {
                a.cache().exists("key");
                wait.call();
            });
        }

        private static void whileHeld(Nodes nodes, Runnable lock, Runnable unlock, Callable<?> wait) throws Exception {
            nodes.run(a -> {
                lock.run();
                a.spawn(another -> wait.call());
                a.cache().exists("key");
                unlock.run();
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTimedWaitIsReported(TimedWait wait) {
        assertTimedWaitIsReported(wait, ThreadKind.PLATFORM);
    }

    @ParameterizedTest
    @EnumSource
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "this JVM has no virtual threads")
    void aTimedWaitOnAVirtualThreadIsReported(TimedWait wait) {
        assertTimedWaitIsReported(wait, ThreadKind.VIRTUAL);
    }

    private static void assertTimedWaitIsReported(TimedWait wait, ThreadKind threads) {
        ExplorationResult result = Exploration.create().threads(threads).run(wait::run);

        assertThat(result.failure().orElseThrow().cause())
                .hasMessageContaining(" blocks on something that the exploration does not control, at ")
                .hasMessageContaining("UncontrolledThreadsTest.java");
    }

    private static ScheduleFailure failureOf(Program program) {
        return Exploration.create().run(program).failure().orElseThrow();
    }
}
