// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that a call that leaves its thread interrupted does not affect other calls, and that the publishing thread keeps
 * its own interrupt status (G-09, S-09).
 */
class ListenerInterruptsTest {

    private static final Set<Topic> C = Set.of(Topic.channel("c"));

    /** The calls of listeners and handlers, each with a note if its thread was interrupted. */
    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    private void called(String what) {
        calls.add(what + (Thread.currentThread().isInterrupted() ? " while interrupted" : ""));
        Thread.currentThread().interrupt();
    }

    private MemoryBackend backend(ListenerFailuresTest.CallingThread callingThread) {
        return callingThread
                .backend()
                .onListenerError(thrown -> {
                    called("handler");
                    throw new IllegalStateException("from the handler");
                })
                .build();
    }

    private MessageListener interrupting() {
        return new MessageListener() {
            @Override
            public void onMessage(Message message) {
                Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> called("uncaught handler"));
                called(message.text());
                if (message.text().startsWith("bad")) {
                    throw new IllegalStateException("from a listener");
                }
            }

            @Override
            public void onEnd(CoordinationException cause) {
                called("end");
            }
        };
    }

    private List<String> next(int count) throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        List<String> taken = new ArrayList<>();
        while (taken.size() < count) {
            taken.add(String.valueOf(calls.poll(10, SECONDS)));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return taken;
    }

    static Stream<Arguments> threads() {
        return Stream.of(ListenerFailuresTest.CallingThread.values())
                .flatMap(callingThread ->
                        Stream.of(Arguments.of(callingThread, false), Arguments.of(callingThread, true)));
    }

    @ParameterizedTest(name = "on {0}, publisher interrupted: {1}")
    @MethodSource("threads")
    void anInterruptLeftBehindByACallDoesNotAffectTheNextCall(
            ListenerFailuresTest.CallingThread callingThread, boolean interrupted) throws Exception {
        try (MemoryBackend backend = backend(callingThread)) {
            DistributedCoordination handle = backend.connect();
            handle.pubSub().subscribe(C, interrupting());
            if (interrupted) {
                Thread.currentThread().interrupt();
            }

            for (String text : List.of("1", "2", "bad", "3")) {
                assertThat(handle.pubSub().publish("c", text.getBytes(UTF_8))).isEqualTo(1);
                assertThat(Thread.currentThread().isInterrupted()).isEqualTo(interrupted);
            }
            assertThat(next(6)).containsExactly("1", "2", "bad", "handler", "uncaught handler", "3");
            backend.disconnect(handle);

            assertThat(Thread.currentThread().isInterrupted()).isEqualTo(interrupted);
            assertThat(next(1)).containsExactly("end");
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(null);
        }
    }

    @ParameterizedTest
    @EnumSource(ListenerFailuresTest.CallingThread.class)
    void anInterruptLeftBehindByAListenerDoesNotAffectOtherListeners(ListenerFailuresTest.CallingThread callingThread)
            throws Exception {
        try (MemoryBackend backend = backend(callingThread)) {
            DistributedCoordination handle = backend.connect();
            for (int i = 0; i < 5; i++) {
                handle.pubSub().subscribe(C, interrupting());
            }

            assertThat(handle.pubSub().publish("c", "1".getBytes(UTF_8))).isEqualTo(5);

            assertThat(next(5)).containsOnly("1");
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(null);
        }
    }

    @Test
    void aBlockingExecutorWorksIfThePublisherIsInterrupted() throws Exception {
        SynchronousQueue<Runnable> handover = new SynchronousQueue<>();
        List<Throwable> errors = new ArrayList<>();
        Thread worker = new Thread(() -> {
            try {
                handover.take().run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        worker.setDaemon(true);
        try (MemoryBackend backend = MemoryBackend.builder()
                .listenerExecutor(task -> {
                    try {
                        handover.put(task);
                    } catch (InterruptedException e) {
                        throw new RejectedExecutionException(e);
                    }
                })
                .onListenerError(errors::add)
                .build()) {
            DistributedCoordination handle = backend.connect();
            handle.pubSub().subscribe(C, message -> calls.add(message.text()));
            worker.start();

            Thread.currentThread().interrupt();
            handle.pubSub().publish("c", "1".getBytes(UTF_8));

            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            assertThat(errors).isEmpty();
            assertThat(next(1)).containsExactly("1");
        }
    }

    /** Such an interrupt asks the publishing thread to stop. Only the interrupts that listeners leave behind are cleared. */
    @Test
    void anInterruptSetByTheExecutorIsKept() {
        List<Throwable> errors = new ArrayList<>();
        try (MemoryBackend backend = MemoryBackend.builder()
                .listenerExecutor(task -> {
                    Thread.currentThread().interrupt();
                    throw new RejectedExecutionException("interrupted");
                })
                .onListenerError(errors::add)
                .build()) {
            DistributedCoordination handle = backend.connect();
            handle.pubSub().subscribe(C, message -> calls.add(message.text()));

            assertThat(handle.pubSub().publish("c", new byte[0])).isEqualTo(1);

            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            assertThat(errors).extracting(Throwable::getMessage).containsExactly("interrupted");
        }
    }
}
