// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

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

    private static ScheduleFailure failureOf(Program program) {
        return Exploration.create().run(program).failure().orElseThrow();
    }
}
