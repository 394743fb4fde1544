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

/** Whatever a listener, the error handler or the thread's handler throws, every listener still receives its next messages (S-09). */
class ListenerFailuresTest {

    private static final Set<Topic> C = Set.of(Topic.channel("c"));

    /** Where listeners are called. */
    enum Where {
        PUBLISHING_THREAD,
        NEW_THREADS,
        THREADS_OF_THE_BACKEND;

        MemoryBackend.Builder backend() {
            MemoryBackend.Builder builder = MemoryBackend.builder();
            return switch (this) {
                case PUBLISHING_THREAD -> builder.listenerExecutor(Runnable::run);
                case NEW_THREADS ->
                    builder.listenerExecutor(task -> {
                        Thread thread = new Thread(task, "new thread for a listener");
                        thread.setDaemon(true);
                        thread.start();
                    });
                case THREADS_OF_THE_BACKEND -> builder;
            };
        }
    }

    /** What a handler does with the exception of a listener. */
    enum Fate {
        NOTHING(thrown -> {}),
        EXCEPTION(thrown -> {
            throw new IllegalStateException("from a handler");
        }),
        ERROR(thrown -> {
            throw new AssertionError("from a handler");
        }),
        CHECKED(thrown -> sneak(new IOException("from a handler"))),
        THE_SAME_AGAIN(ListenerFailuresTest::sneak);

        private final Consumer<Throwable> handler;

        Fate(Consumer<Throwable> handler) {
            this.handler = handler;
        }
    }

    @SuppressWarnings("unchecked") // Throws an undeclared checked exception, as Kotlin and Lombok do.
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private final BlockingQueue<String> failingHeard = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> workingHeard = new LinkedBlockingQueue<>();

    private final MessageListener working = message -> workingHeard.add(message.text());

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
        return Stream.of(Where.values())
                .flatMap(where -> Stream.of(Fate.values())
                        .flatMap(handler ->
                                Stream.of(Fate.values()).map(uncaught -> Arguments.of(where, handler, uncaught))));
    }

    @ParameterizedTest(name = "on {0}, handler: {1}, uncaught exception handler: {2}")
    @MethodSource("handlers")
    void noHandlerThatThrowsStopsAListener(Where where, Fate handler, Fate uncaught) throws Exception {
        try (MemoryBackend backend =
                where.backend().onListenerError(handler.handler::accept).build()) {
            DistributedCoordination handle = backend.connect();
            for (int i = 0; i < 3; i++) {
                handle.pubSub().subscribe(C, message -> {
                    Thread.currentThread().setUncaughtExceptionHandler((t, thrown) -> uncaught.handler.accept(thrown));
                    failingHeard.add(message.text());
                    throw new StackOverflowError("from a listener");
                });
            }
            handle.pubSub().subscribe(C, working);

            for (int i = 0; i < 5; i++) {
                assertThat(handle.pubSub().publish("c", bytes(i))).isEqualTo(4);
                assertThat(next(failingHeard, 3)).containsOnly(Integer.toString(i));
            }

            assertThat(next(workingHeard, 5)).isEqualTo(numbers(5));
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(null);
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(Where.values())
                .flatMap(where -> IntStream.of(1, 2, 17, 100).mapToObj(count -> Arguments.of(where, count)));
    }

    @ParameterizedTest(name = "on {0}, {1} in a row")
    @MethodSource("failures")
    void noNumberOfFailuresStopsAListener(Where where, int failures) throws Exception {
        try (MemoryBackend backend = where.backend()
                .onListenerError(thrown -> {
                    throw new IllegalStateException("from the handler");
                })
                .build()) {
            DistributedCoordination handle = backend.connect();
            handle.pubSub().subscribe(C, message -> {
                Thread.currentThread().setUncaughtExceptionHandler((t, thrown) -> {
                    throw new AssertionError("from the last handler");
                });
                failingHeard.add(message.text());
                if (Integer.parseInt(message.text()) < failures) {
                    sneak(new IOException("from a listener"));
                }
            });

            for (int i = 0; i <= failures; i++) {
                handle.pubSub().publish("c", bytes(i));
            }

            assertThat(next(failingHeard, failures + 1)).isEqualTo(numbers(failures + 1));
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(null);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUBLISHING_THREAD", "NEW_THREADS", "THREADS_OF_THE_BACKEND"})
    void anEndThatThrowsStopsNobody(Where where) throws Exception {
        try (MemoryBackend backend =
                where.backend().onListenerError(thrown -> sneak(thrown)).build()) {
            DistributedCoordination lost = backend.connect();
            DistributedCoordination handle = backend.connect();
            for (int i = 0; i < 3; i++) {
                lost.pubSub().subscribe(C, new MessageListener() {
                    @Override
                    public void onMessage(Message message) {
                        failingHeard.add(message.text());
                    }

                    @Override
                    public void onEnd(CoordinationException cause) {
                        Thread.currentThread().setUncaughtExceptionHandler((t, thrown) -> sneak(thrown));
                        failingHeard.add("end");
                        throw new AssertionError("from onEnd");
                    }
                });
            }
            handle.pubSub().subscribe(C, working);

            backend.disconnect(lost);

            assertThat(next(failingHeard, 3)).containsOnly("end");
            assertThat(handle.pubSub().publish("c", bytes(0))).isEqualTo(1);
            assertThat(next(workingHeard, 1)).containsExactly("0");
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(null);
        }
    }
}
