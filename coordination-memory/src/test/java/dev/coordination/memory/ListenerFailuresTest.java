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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that every listener still receives its next messages, whatever a listener, the error handler or the thread's
 * uncaught exception handler throws (S-09).
 */
class ListenerFailuresTest {

    private static final Set<Topic> C = Set.of(Topic.channel("c"));

    /** The threads on which listeners are called. */
    enum CallingThread {
        PUBLISHER,
        NEW_THREADS,
        BACKEND_THREADS;

        MemoryBackend.Builder backend() {
            MemoryBackend.Builder builder = MemoryBackend.builder();
            return switch (this) {
                case PUBLISHER -> builder.listenerExecutor(Runnable::run);
                case NEW_THREADS ->
                    builder.listenerExecutor(task -> {
                        Thread thread = new Thread(task, "new thread for a listener");
                        thread.setDaemon(true);
                        thread.start();
                    });
                case BACKEND_THREADS -> builder;
            };
        }
    }

    /** What a handler does when it is given an exception. */
    enum Reaction {
        IGNORES(thrown -> {}),
        THROWS_EXCEPTION(thrown -> {
            throw new IllegalStateException("from a handler");
        }),
        THROWS_ERROR(thrown -> {
            throw new AssertionError("from a handler");
        }),
        THROWS_CHECKED(thrown -> sneak(new IOException("from a handler"))),
        RETHROWS(ListenerFailuresTest::sneak);

        private final Consumer<Throwable> handler;

        Reaction(Consumer<Throwable> handler) {
            this.handler = handler;
        }
    }

    @SuppressWarnings("unchecked") // Throws an undeclared checked exception, as Kotlin and Lombok do.
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private final BlockingQueue<String> receivedByFailing = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> receivedByWorking = new LinkedBlockingQueue<>();

    private final MessageListener working = message -> receivedByWorking.add(message.text());

    private static byte[] bytes(int number) {
        return Integer.toString(number).getBytes(UTF_8);
    }

    private static List<String> next(BlockingQueue<String> heard, int count) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        for (String one = ""; taken.size() < count && one != null; ) {
            one = heard.poll(10, SECONDS);
            taken.add(one);
        }
        return taken;
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    static Stream<Arguments> handlers() {
        return Stream.of(CallingThread.values())
                .flatMap(callingThread -> Stream.of(Reaction.values())
                        .flatMap(handler -> Stream.of(Reaction.values())
                                .map(uncaught -> Arguments.of(callingThread, handler, uncaught))));
    }

    @ParameterizedTest(name = "on {0}, handler: {1}, uncaught exception handler: {2}")
    @MethodSource("handlers")
    void aHandlerThatThrowsDoesNotStopAListener(CallingThread callingThread, Reaction handler, Reaction uncaught)
            throws Exception {
        try (MemoryBackend backend =
                callingThread.backend().onListenerError(handler.handler::accept).build()) {
            DistributedCoordination handle = backend.connect();
            for (int i = 0; i < 3; i++) {
                handle.pubSub().subscribe(C, message -> {
                    Thread.currentThread().setUncaughtExceptionHandler((t, thrown) -> uncaught.handler.accept(thrown));
                    receivedByFailing.add(message.text());
                    throw new StackOverflowError("from a listener");
                });
            }
            handle.pubSub().subscribe(C, working);

            for (int i = 0; i < 5; i++) {
                assertThat(handle.pubSub().publish("c", bytes(i))).isEqualTo(4);
                assertThat(next(receivedByFailing, 3)).containsOnly(Integer.toString(i));
            }

            assertThat(next(receivedByWorking, 5)).isEqualTo(numbers(5));
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(null);
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(CallingThread.values())
                .flatMap(callingThread ->
                        IntStream.of(1, 2, 17, 100).mapToObj(count -> Arguments.of(callingThread, count)));
    }

    @ParameterizedTest(name = "on {0}, {1} in a row")
    @MethodSource("failures")
    void repeatedFailuresDoNotStopAListener(CallingThread callingThread, int failures) throws Exception {
        try (MemoryBackend backend = callingThread
                .backend()
                .onListenerError(thrown -> {
                    throw new IllegalStateException("from the handler");
                })
                .build()) {
            DistributedCoordination handle = backend.connect();
            handle.pubSub().subscribe(C, message -> {
                Thread.currentThread().setUncaughtExceptionHandler((t, thrown) -> {
                    throw new AssertionError("from the uncaught exception handler");
                });
                receivedByFailing.add(message.text());
                if (Integer.parseInt(message.text()) < failures) {
                    sneak(new IOException("from a listener"));
                }
            });

            for (int i = 0; i <= failures; i++) {
                handle.pubSub().publish("c", bytes(i));
            }

            assertThat(next(receivedByFailing, failures + 1)).isEqualTo(numbers(failures + 1));
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(null);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUBLISHER", "NEW_THREADS", "BACKEND_THREADS"})
    void anExceptionFromOnEndStopsNoListener(CallingThread callingThread) throws Exception {
        try (MemoryBackend backend =
                callingThread.backend().onListenerError(thrown -> sneak(thrown)).build()) {
            DistributedCoordination lost = backend.connect();
            DistributedCoordination handle = backend.connect();
            for (int i = 0; i < 3; i++) {
                lost.pubSub().subscribe(C, new MessageListener() {
                    @Override
                    public void onMessage(Message message) {
                        receivedByFailing.add(message.text());
                    }

                    @Override
                    public void onEnd(CoordinationException cause) {
                        Thread.currentThread().setUncaughtExceptionHandler((t, thrown) -> sneak(thrown));
                        receivedByFailing.add("end");
                        throw new AssertionError("from onEnd");
                    }
                });
            }
            handle.pubSub().subscribe(C, working);

            backend.disconnect(lost);

            assertThat(next(receivedByFailing, 3)).containsOnly("end");
            assertThat(handle.pubSub().publish("c", bytes(0))).isEqualTo(1);
            assertThat(next(receivedByWorking, 1)).containsExactly("0");
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(null);
        }
    }
}
