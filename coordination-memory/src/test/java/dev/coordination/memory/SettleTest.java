// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.CoordinationException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SettleTest {

    private static final int ROUNDS = 200;

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);

    /** A backend with a short stall guard, for tests in which the guard runs out. */
    private final MemoryBackend impatient = MemoryBackend.builder()
            .clock(FakeClock.builder().stallGuard(Duration.ofMillis(200)).build())
            .onListenerError(errors::add)
            .build();

    @AfterEach
    void releaseListeners() {
        release.countDown();
        impatient.close();
    }

    private static Set<Topic> topics(String channel) {
        return Set.of(Topic.channel(channel));
    }

    private static byte[] bytes(Object text) {
        return text.toString().getBytes(UTF_8);
    }

    private void awaitRelease() {
        try {
            assertThat(release.await(30, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(ListenerFailuresTest.CallingThread.class)
    void returnsWhenEveryListenerHasReceivedWhatWasPublished(ListenerFailuresTest.CallingThread callingThread)
            throws Exception {
        try (MemoryBackend backend = callingThread.backend().build()) {
            DistributedCoordination handle = backend.connect();
            AtomicInteger returned = new AtomicInteger();
            for (int i = 0; i < 4; i++) {
                handle.pubSub().subscribe(topics("c"), message -> {
                    LockSupport.parkNanos(10_000); // Gives settle() a chance to return too early.
                    returned.incrementAndGet();
                });
            }

            for (int round = 1; round <= ROUNDS; round++) {
                handle.pubSub().publish("c", bytes(round));
                backend.settle();

                assertThat(returned).hasValue(4 * round);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ListenerFailuresTest.CallingThread.class)
    void waitsForMessagesThatListenersPublish(ListenerFailuresTest.CallingThread callingThread) throws Exception {
        int length = 10;
        try (MemoryBackend backend = callingThread.backend().build()) {
            AtomicInteger arrived = new AtomicInteger();
            // Messages travel in both directions, so that some of them overtake settle() as it checks the listeners.
            for (int i = length - 1; i >= 0; i--) {
                DistributedCoordination node = backend.connect();
                String next = "stage " + (i + 1);
                String back = i % 2 == 0 ? "stage " + (i - 3) : "nowhere";
                node.pubSub().subscribe(topics("stage " + i), message -> {
                    node.pubSub().publish(back, message.payload());
                    node.pubSub().publish(next, message.payload());
                });
            }
            DistributedCoordination handle = backend.connect();
            handle.pubSub().subscribe(topics("stage " + length), message -> {
                LockSupport.parkNanos(10_000);
                arrived.incrementAndGet();
            });

            handle.pubSub().publish("stage " + (length - 1), bytes(0));
            backend.settle();
            int each = arrived.get();
            assertThat(each).isPositive();
            for (int round = 2; round <= ROUNDS; round++) {
                handle.pubSub().publish("stage " + (length - 1), bytes(round));
                backend.settle();

                assertThat(arrived).hasValue(each * round);
            }
        }
    }

    /**
     * A message that bounces between two listeners is always with one of them, but a check of one listener after the other
     * may miss it.
     */
    @Test
    void doesNotMissAMessageThatBouncesBetweenListeners() throws Exception {
        int hops = 100;
        try (MemoryBackend backend = MemoryBackend.create()) {
            DistributedCoordination handle = backend.connect();
            AtomicInteger last = new AtomicInteger();
            for (int side = 0; side < 2; side++) {
                String other = "side " + (1 - side);
                handle.pubSub().subscribe(topics("side " + side), message -> {
                    int hop = Integer.parseInt(message.text());
                    last.set(hop);
                    if (hop % hops != 0) {
                        handle.pubSub().publish(other, bytes(hop + 1));
                    }
                });
            }
            for (int i = 0; i < 2_000; i++) { // Enough to make checking all of them take some time.
                handle.pubSub().subscribe(topics("idle"), message -> heard.add(message.text()));
            }

            for (int round = 0; round < 50; round++) {
                handle.pubSub().publish("side 0", bytes(round * hops + 1));
                backend.settle();

                assertThat(last).hasValue((round + 1) * hops);
            }
        }
    }

    @Test
    void waitsForListenersThatListenersSubscribe() throws Exception {
        try (MemoryBackend backend = MemoryBackend.create()) {
            for (int round = 0; round < ROUNDS; round++) {
                DistributedCoordination handle = backend.connect();
                handle.pubSub().subscribe(topics("first"), message -> {
                    handle.pubSub().subscribe(topics("second"), inner -> {
                        LockSupport.parkNanos(10_000);
                        heard.add(inner.text());
                    });
                    handle.pubSub().publish("second", bytes("inner"));
                });

                handle.pubSub().publish("first", bytes("outer"));
                backend.settle();

                assertThat(heard).hasSize(round + 1);
                handle.close();
            }
        }
    }

    @Test
    void waitsForARunningCallOfAClosedSubscription() throws Exception {
        try (MemoryBackend backend = MemoryBackend.create()) {
            for (int round = 0; round < ROUNDS; round++) {
                DistributedCoordination handle = backend.connect();
                handle.pubSub().subscribe(topics("c"), message -> {
                    handle.close();
                    LockSupport.parkNanos(10_000);
                    heard.add(message.text());
                });

                handle.pubSub().publish("c", bytes(round));
                backend.settle();

                assertThat(heard).hasSize(round + 1);
            }
        }
    }

    @Test
    void waitsForOnEnd() throws Exception {
        try (MemoryBackend backend = MemoryBackend.create()) {
            DistributedCoordination handle = backend.connect();
            handle.pubSub().subscribe(topics("c"), new MessageListener() {
                @Override
                public void onMessage(Message message) {
                    heard.add(message.text());
                }

                @Override
                public void onEnd(CoordinationException cause) {
                    LockSupport.parkNanos(1_000_000);
                    heard.add("end");
                }
            });

            handle.pubSub().publish("c", bytes("1"));
            backend.disconnect(handle);
            backend.settle();

            assertThat(heard).containsExactly("1", "end");
        }
    }

    @Test
    void worksInRealTime() throws Exception {
        try (MemoryBackend backend = MemoryBackend.inRealTime()) {
            DistributedCoordination handle = backend.connect();
            handle.pubSub().subscribe(topics("c"), message -> {
                LockSupport.parkNanos(1_000_000);
                heard.add(message.text());
            });

            handle.pubSub().publish("c", bytes("1"));
            backend.settle();

            assertThat(heard).containsExactly("1");
        }
    }

    @Test
    void returnsImmediatelyWhenNoListenerHasAnythingToReceive() throws Exception {
        DistributedCoordination handle = impatient.connect();
        impatient.settle();
        Subscription polled = handle.pubSub().subscribe("c");
        handle.pubSub().subscribe(topics("another"), message -> heard.add(message.text()));
        handle.pubSub().publish("c", bytes("1"));
        impatient.settle();

        assertThat(polled.pending()).isEqualTo(1);
        impatient.close();
        impatient.settle();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void submitsTheTaskOfAListenerAgainIfItWasDropped(int messages) throws Exception {
        AtomicInteger tasks = new AtomicInteger();
        int dropped = 32 - Integer.numberOfLeadingZeros(messages); // The tasks for the 1st, 2nd and 4th messages.
        try (MemoryBackend backend = withExecutor(task -> {
            if (tasks.getAndIncrement() >= dropped) {
                task.run();
            }
        })) {
            DistributedCoordination handle = backend.connect();
            handle.pubSub().subscribe(topics("c"), message -> heard.add(message.text()));
            IntStream.range(0, messages).forEach(i -> handle.pubSub().publish("c", bytes(i)));
            assertThat(heard).isEmpty();

            backend.settle();

            assertThat(heard).hasSize(messages);
        }
    }

    @Test
    void submitsTheTaskOfAListenerAgainIfItWasRejected() throws Exception {
        AtomicInteger tasks = new AtomicInteger();
        try (MemoryBackend backend = withExecutor(task -> {
            if (tasks.getAndIncrement() == 0) {
                throw new RejectedExecutionException("full");
            }
            task.run();
        })) {
            DistributedCoordination handle = backend.connect();
            handle.pubSub().subscribe(topics("c"), message -> heard.add(message.text()));
            handle.pubSub().publish("c", bytes(1));

            backend.settle();

            assertThat(heard).containsExactly("1");
        }
    }

    private MemoryBackend withExecutor(Executor executor) {
        return MemoryBackend.builder()
                .clock(FakeClock.builder().stallGuard(Duration.ofMillis(200)).build())
                .listenerExecutor(executor)
                .onListenerError(errors::add)
                .build();
    }

    @Test
    void namesTheListenerThatDoesNotReturnAndShowsItsStackTrace() {
        DistributedCoordination handle = impatient.connect();
        CountDownLatch begun = new CountDownLatch(1);
        handle.pubSub().subscribe(topics("c"), message -> {
            begun.countDown();
            awaitRelease();
        });
        handle.pubSub().subscribe(topics("c"), message -> heard.add(message.text()));
        handle.pubSub().publish("c", bytes(1));
        assertThat(begun).satisfies(latch -> latch.await(10, SECONDS));
        handle.pubSub().publish("c", bytes(2));
        handle.pubSub().publish("c", bytes(3));

        assertThatExceptionOfType(UnsettledListenersException.class)
                .isThrownBy(impatient::settle)
                .withMessage("still busy after 200 ms of real time: 1 of 2 listeners\n"
                        + "  the listener of the subscription to channel \"c\" is being called on the thread"
                        + " \"coordination-memory-listener\"; messages left to receive: 2")
                .satisfies(thrown -> assertThat(thrown.getSuppressed()[0].getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("awaitRelease")));
    }

    @Test
    void namesTheListenerThatTheExecutorDoesNotRun() {
        try (MemoryBackend backend = withExecutor(task -> {})) {
            DistributedCoordination handle = backend.connect();
            handle.pubSub().subscribe(topics("c"), message -> heard.add(message.text()));
            handle.pubSub().publish("c", bytes(1));

            assertThatExceptionOfType(UnsettledListenersException.class)
                    .isThrownBy(backend::settle)
                    .withMessage("still busy after 200 ms of real time: 1 of 1 listeners\n"
                            + "  the listener of the subscription to channel \"c\" is waiting for its executor to run it; messages"
                            + " left to receive: 1")
                    .satisfies(thrown -> assertThat(thrown.getSuppressed()).isEmpty());
        }
    }

    @Test
    void givesUpOnListenersThatCallEachOtherForever() {
        DistributedCoordination handle = impatient.connect();
        handle.pubSub().subscribe(topics("ping"), message -> handle.pubSub().publish("pong", message.payload()));
        handle.pubSub().subscribe(topics("pong"), message -> handle.pubSub().publish("ping", message.payload()));
        handle.pubSub().publish("ping", bytes(1));

        assertThatExceptionOfType(UnsettledListenersException.class)
                .isThrownBy(impatient::settle)
                .withMessageContaining("200 ms of real time")
                .withMessageContaining("2 listeners");
    }

    @ParameterizedTest
    @EnumSource(ListenerFailuresTest.CallingThread.class)
    void refusesToBeCalledByAListener(ListenerFailuresTest.CallingThread callingThread) throws Exception {
        try (MemoryBackend backend =
                callingThread.backend().onListenerError(errors::add).build()) {
            DistributedCoordination handle = backend.connect();
            handle.pubSub().subscribe(topics("c"), message -> {
                try {
                    backend.settle();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });

            handle.pubSub().publish("c", bytes(1));
            backend.settle();

            assertThat(errors)
                    .singleElement()
                    .satisfies(thrown -> assertThat(thrown)
                            .isExactlyInstanceOf(IllegalStateException.class)
                            .hasMessage(
                                    "settle() was called by the listener of the subscription to channel \"c\", and would wait for"
                                            + " that listener to return: call it from the test's own thread"));
        }
    }

    @Test
    void isInterruptible() throws Exception {
        MemoryBackend backend = MemoryBackend.create();
        DistributedCoordination handle = backend.connect();
        handle.pubSub().subscribe(topics("c"), message -> awaitRelease());
        handle.pubSub().publish("c", bytes(1));
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                backend.settle();
            } catch (Throwable e) {
                thrown.complete(e);
            }
        });

        waiting.start();
        waiting.interrupt(); // Either before or while it waits.

        assertThat(thrown.get(10, SECONDS)).isInstanceOf(InterruptedException.class);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(backend::settle);
        release.countDown();
        backend.close();
    }

    @Test
    void forgetsTheListenersOfClosedSubscriptions() throws Exception {
        ListenerLoops listeners = impatient.store().broker.listeners();
        List<Subscription> idle = new ArrayList<>();
        DistributedCoordination handle = impatient.connect();
        for (int i = 0; i < 10; i++) {
            idle.add(handle.pubSub().subscribe(topics("idle"), message -> heard.add(message.text())));
        }
        handle.pubSub().publish("idle", bytes(1));
        impatient.settle();
        Subscription busy = handle.pubSub().subscribe(topics("busy"), message -> awaitRelease());
        handle.pubSub().publish("busy", bytes(1));
        assertThat(listeners.count()).isEqualTo(11);

        idle.forEach(Subscription::close);
        busy.close();
        release.countDown();
        impatient.settle();

        assertThat(listeners.count()).isZero();
    }
}
