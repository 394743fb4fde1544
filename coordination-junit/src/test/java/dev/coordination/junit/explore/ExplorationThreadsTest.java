// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coordination.junit.harness.MemoryHarness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Tests that the results do not depend on the kind of threads on which the nodes run. */
class ExplorationThreadsTest {

    private static final String NONE = "this JVM has no virtual threads";

    static final List<Named<Program>> PROGRAMS = List.of(
            Named.of("a counter that loses hits", nodes -> {
                nodes.run(ExplorationThreadsTest::count, ExplorationThreadsTest::count);
                assertThat(nodes.node("reader").cache().getText("hits")).contains("2");
            }),
            Named.of("a counter that loses no hits", nodes -> {
                nodes.run(a -> a.cache().increment("hits", 1), b -> b.cache().increment("hits", 1));
                assertThat(nodes.node("reader").cache().getText("hits")).contains("2");
            }),
            Named.of(
                    "a queue that stays empty",
                    nodes -> nodes.run(a -> {
                        a.cache().exists("key");
                        new LinkedBlockingQueue<String>().take();
                    })),
            Named.of("a future that never completes", nodes -> {
                Lock lock = new ReentrantLock();
                nodes.run(
                        a -> {
                            a.cache().exists("key");
                            new CompletableFuture<String>().join();
                        },
                        b -> inside(b, lock));
            }),
            Named.of("locks that are acquired in opposite orders", nodes -> {
                Lock first = new ReentrantLock();
                Object second = new Object();
                nodes.run(
                        a -> {
                            first.lock();
                            a.work("check");
                            synchronized (second) {
                                a.cache().increment("done", 1);
                            }
                        },
                        b -> {
                            synchronized (second) {
                                b.work("check");
                                inside(b, first);
                            }
                        });
            }));

    @ParameterizedTest
    @FieldSource("PROGRAMS")
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = NONE)
    void theResultIsTheSame(Program program) {
        assertThat(found(program, ThreadKind.VIRTUAL)).isEqualTo(found(program, ThreadKind.PLATFORM));
    }

    private static String found(Program program, ThreadKind threads) {
        ExplorationResult result = Exploration.create().threads(threads).run(program);
        StringBuilder text = new StringBuilder(result.verdict() + ", at most " + result.longest() + " steps");
        for (LevelResult level : result.levels()) {
            text.append('\n').append(level.level()).append(' ').append(level.verdict());
            text.append(' ').append(level.schedules()).append(' ').append(level.redundant());
        }
        result.failure()
                .ifPresent(failure -> text.append('\n')
                        .append(failure.cause())
                        .append('\n')
                        .append(failure.timeline())
                        .append(failure.token()));
        return text.toString();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = NONE)
    void nodesAndTheTestRunOnVirtualThreads() {
        assertThat(attempts(false))
                .anySatisfy(kinds -> assertThat(kinds).containsOnly("test on virtual", "a on virtual", "b on virtual"));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = NONE)
    void afterANodeHasWaitedForALockAllRunOnPlatformThreads() {
        assertThat(attempts(true)).anySatisfy(kinds -> assertThat(kinds).startsWith("test on virtual"));
        assertThat(attempts(true)).allSatisfy(kinds -> {
            int change = kinds.indexOf("test on platform");
            assertThat(change).isNotNegative();
            assertThat(kinds.subList(0, change)).allMatch(kind -> kind.endsWith("virtual"));
            assertThat(kinds.subList(change, kinds.size()))
                    .contains("a on platform", "b on platform")
                    .allMatch(kind -> kind.endsWith("platform"));
        });
    }

    /** Runs several explorations, because one of them may start again only because the machine is busy. */
    private static List<List<String>> attempts(boolean locking) {
        return Stream.generate(() -> kinds(Exploration.create(), locking))
                .limit(5)
                .toList();
    }

    @Test
    void replaysAndChosenAdaptersRunOnPlatformThreads() {
        assertThat(kinds(Exploration.create().replay("a*5.b*5"), false))
                .contains("a on platform", "b on platform")
                .allMatch(kind -> kind.endsWith("platform"));
        assertThat(kinds(Exploration.create().on(MemoryHarness::new), false))
                .allMatch(kind -> kind.endsWith("platform"));
    }

    @Test
    void thePropertySelectsTheKind() {
        assertThat(ThreadKind.of(null, 23)).isEqualTo(ThreadKind.PLATFORM);
        assertThat(ThreadKind.of(null, 24)).isEqualTo(ThreadKind.VIRTUAL);
        assertThat(ThreadKind.of("virtual", 21)).isEqualTo(ThreadKind.VIRTUAL);
        assertThat(ThreadKind.of("platform", 25)).isEqualTo(ThreadKind.PLATFORM);
        assertThat(ThreadKind.of("virtual", 25)).isEqualTo(ThreadKind.VIRTUAL);
    }

    @Test
    void anInvalidSettingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThreadKind.of("fast", 25))
                .withMessage("The system property coordination.exploration.threads must be platform or virtual, but was"
                        + " \"fast\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThreadKind.of("virtual", 17))
                .withMessage("The system property coordination.exploration.threads is virtual, but virtual threads"
                        + " require Java 21 or later, and this is Java 17");
    }

    /** Returns what ran on which kind of threads, in order. */
    private static List<String> kinds(Exploration exploration, boolean locking) {
        List<String> kinds = Collections.synchronizedList(new ArrayList<>());
        ExplorationResult result = exploration.run(nodes -> {
            kinds.add("test on " + kind());
            Lock lock = new ReentrantLock();
            NodeCode code = node -> {
                kinds.add(node.name() + " on " + kind());
                if (locking) {
                    inside(node, lock);
                } else {
                    count(node);
                }
            };
            nodes.run(code, code);
        });
        assertThat(result.failure()).as(result.toString()).isEmpty();
        return kinds;
    }

    private static String kind() {
        return Thread.currentThread().toString().startsWith("VirtualThread") ? "virtual" : "platform";
    }

    private static void count(Node node) {
        int hits = node.cache().getText("hits").map(Integer::parseInt).orElse(0);
        node.cache().setText("hits", Integer.toString(hits + 1));
    }

    private static void inside(Node node, Lock lock) {
        lock.lock();
        try {
            node.work("inside");
        } finally {
            lock.unlock();
        }
    }
}
