// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that every listener still receives its next messages if the executor misbehaves (S-09). */
class ListenerExecutorTest {

    private static final Set<Topic> C = Set.of(Topic.channel("c"));

    private final List<String> heard = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();

    /** The tasks that were submitted to the executor and have not run yet. */
    private final Queue<Runnable> queued = new ArrayDeque<>();

    /** A way in which an executor misbehaves. */
    enum Fault {
        REJECTS {
            @Override
            void execute(Runnable task, Queue<Runnable> queued) {
                throw new RejectedExecutionException("from the executor");
            }
        },
        THROWS {
            @Override
            void execute(Runnable task, Queue<Runnable> queued) {
                throw new IllegalStateException("from the executor");
            }
        },
        THROWS_CHECKED {
            @Override
            void execute(Runnable task, Queue<Runnable> queued) {
                throw ListenerExecutorTest.<RuntimeException>sneaky(new IOException("from the executor"));
            }
        },
        THROWS_ERROR {
            @Override
            void execute(Runnable task, Queue<Runnable> queued) {
                throw new OutOfMemoryError("from the executor");
            }
        },
        RUNS_AND_THROWS {
            @Override
            void execute(Runnable task, Queue<Runnable> queued) {
                task.run();
                throw new IllegalStateException("from the executor");
            }
        },
        ACCEPTS_AND_THROWS {
            @Override
            void execute(Runnable task, Queue<Runnable> queued) {
                queued.add(task);
                throw new AssertionError("from the executor");
            }
        };

        abstract void execute(Runnable task, Queue<Runnable> queued);
    }

    @SuppressWarnings("unchecked") // Throws an undeclared checked exception.
    private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private MemoryBackend backend(Executor executor) {
        return MemoryBackend.builder()
                .listenerExecutor(executor)
                .onListenerError(errors::add)
                .build();
    }

    private static long publish(DistributedCoordination handle, int number) {
        return handle.pubSub().publish("c", Integer.toString(number).getBytes(UTF_8));
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    static Stream<Arguments> faults() {
        return Stream.of(Fault.values())
                .flatMap(fault -> IntStream.of(1, 2, 17, 100).mapToObj(times -> Arguments.of(fault, times)));
    }

    @ParameterizedTest(name = "{0}, {1} times")
    @MethodSource("faults")
    void aFailureIsReportedAndTheNextMessageTriggersAnotherAttempt(Fault fault, int times) {
        AtomicInteger tasks = new AtomicInteger();
        try (MemoryBackend backend = backend(task -> {
            if (tasks.incrementAndGet() <= times) {
                fault.execute(task, queued);
            }
            task.run();
        })) {
            DistributedCoordination handle = backend.connect();
            handle.pubSub().subscribe(C, message -> heard.add(message.text()));

            for (int i = 0; i <= times; i++) {
                assertThat(publish(handle, i)).isEqualTo(1);
            }

            assertThat(heard).isEqualTo(numbers(times + 1));
            assertThat(errors)
                    .hasSize(times)
                    .allSatisfy(thrown -> assertThat(thrown).hasMessage("from the executor"));
            queued.forEach(Runnable::run);
            assertThat(heard).hasSize(times + 1);
        }
    }

    @ParameterizedTest(name = "{0}, {1} times")
    @MethodSource("faults")
    void aFailureForOneListenerDoesNotAffectTheOthers(Fault fault, int times) {
        List<String> others = new ArrayList<>();
        AtomicInteger tasks = new AtomicInteger();
        try (MemoryBackend backend = backend(task -> {
            int number = tasks.getAndIncrement();
            if (number % 3 == 1 && number < 3 * times) {
                fault.execute(task, queued);
            }
            task.run();
        })) {
            DistributedCoordination handle = backend.connect();
            handle.pubSub().subscribe(C, message -> others.add(message.text()));
            handle.pubSub().subscribe(C, message -> heard.add(message.text()));
            handle.pubSub().subscribe(C, message -> others.add(message.text()));

            for (int i = 0; i <= times; i++) {
                assertThat(publish(handle, i)).isEqualTo(3);
                assertThat(others).hasSize(2 * (i + 1)).endsWith(Integer.toString(i), Integer.toString(i));
            }

            assertThat(heard).isEqualTo(numbers(times + 1));
        }
    }

    @Test
    void noMessageIsLostIfTheExecutorThrowsButRunsTheTaskLater() {
        try (MemoryBackend backend = backend(task -> Fault.ACCEPTS_AND_THROWS.execute(task, queued))) {
            DistributedCoordination handle = backend.connect();
            handle.pubSub().subscribe(C, message -> heard.add(message.text()));

            publish(handle, 0);
            publish(handle, 1);
            queued.remove().run();

            assertThat(heard).containsExactly("0", "1");
        }
    }

    @Test
    void eachMessageIsDeliveredOnceIfTheExecutorRunsATaskTwice() {
        try (MemoryBackend backend = backend(task -> {
            task.run();
            queued.add(task);
            task.run();
        })) {
            DistributedCoordination handle = backend.connect();
            handle.pubSub().subscribe(C, message -> {
                queued.forEach(Runnable::run); // Runs the task again, during a call.
                heard.add(message.text());
            });

            for (int i = 0; i < 5; i++) {
                publish(handle, i);
                queued.forEach(Runnable::run);
            }

            assertThat(heard).isEqualTo(numbers(5));
            assertThat(errors).isEmpty();
        }
    }

    @Test
    void aDroppedTaskIsSubmittedAgainAtTheSecondFourthAndEighthMessage() {
        AtomicInteger tasks = new AtomicInteger();
        try (MemoryBackend backend = backend(task -> {
            if (tasks.incrementAndGet() == 4) {
                task.run();
            }
        })) {
            DistributedCoordination handle = backend.connect();
            Subscription subscription = handle.pubSub().subscribe(C, message -> heard.add(message.text()));

            List<Integer> tasksAfterEach = IntStream.range(0, 7)
                    .mapToObj(i -> {
                        publish(handle, i);
                        return tasks.get();
                    })
                    .toList();
            assertThat(tasksAfterEach).containsExactly(1, 2, 2, 3, 3, 3, 3);
            assertThat(subscription.pending()).isEqualTo(7);
            publish(handle, 7);

            assertThat(heard).isEqualTo(numbers(8));
            assertThat(errors).isEmpty();
        }
    }

    @Test
    void aSlowExecutorIsNotFloodedWithTasks() {
        try (MemoryBackend backend = backend(queued::add)) {
            DistributedCoordination handle = backend.connect();
            handle.pubSub().subscribe(C, message -> heard.add(message.text()));

            for (int i = 0; i < 1_000; i++) {
                publish(handle, i);
            }
            assertThat(queued).hasSize(10);
            queued.forEach(Runnable::run);

            assertThat(heard).isEqualTo(numbers(1_000));
        }
    }

    @Test
    void aRejectedTaskOfAClosedSubscriptionIsNotReported() {
        List<Subscription> own = new ArrayList<>();
        try (MemoryBackend backend = backend(task -> {
            own.get(0).close();
            throw new RejectedExecutionException("from the executor");
        })) {
            DistributedCoordination handle = backend.connect();
            own.add(handle.pubSub().subscribe(C, message -> heard.add(message.text())));

            assertThat(publish(handle, 0)).isEqualTo(1);

            assertThat(errors).isEmpty();
        }
    }
}
