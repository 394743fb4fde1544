// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.SubscriptionOverflowException;
import dev.coordination.Topic;
import dev.coordination.redis.server.RestartableServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RedisExtension.class)
class ListenerTest {

    private static final List<Topic> A = List.of(Topic.channel("a"));

    private final BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();
    private final DistributedCoordination handle;
    private final PubSub pubSub;

    ListenerTest(RestartableServer server) {
        handle = RedisCoordination.builder(server.uri(), RedisExtension.uniqueNamespace())
                .subscriptionBuffer(16)
                .onListenerError(errors::add)
                .build();
        pubSub = handle.pubSub();
    }

    @AfterEach
    void close() {
        handle.close();
    }

    @Test
    void isCalledOneMessageAtATimeAndInOrder() throws Exception {
        AtomicInteger running = new AtomicInteger();
        Messages messages = new Messages() {
            @Override
            public void onMessage(Message message) {
                assertThat(running.incrementAndGet()).isEqualTo(1);
                super.onMessage(message);
                running.decrementAndGet();
            }
        };
        pubSub.subscribe(A, messages);

        for (int i = 0; i < 100; i++) {
            pubSub.publish("a", Utf8.bytes(i));
            if (i % 10 == 9) {
                for (int j = i - 9; j <= i; j++) {
                    assertThat(messages.next()).isEqualTo(Message.onChannel("a", Utf8.bytes(j)));
                }
            }
        }

        assertThat(errors).isEmpty();
    }

    @Test
    void mayPublishSubscribeAndCloseItsSubscriptionAndItsHandle() throws Exception {
        CompletableFuture<Message> reply = new CompletableFuture<>();
        CompletableFuture<Subscription> own = new CompletableFuture<>();
        CompletableFuture<Long> counted = new CompletableFuture<>();
        pubSub.subscribe(List.of(Topic.channel("reply")), reply::complete);
        own.complete(pubSub.subscribe(A, message -> {
            try (Subscription inner = pubSub.subscribe("inner")) {
                pubSub.publish("inner", message.payload());
                pubSub.publish("reply", inner.poll().orElseThrow().payload());
            }
            own.join().close();
            counted.complete(pubSub.publish("a", new byte[0]));
            reply.orTimeout(20, TimeUnit.SECONDS).join(); // closing the handle would drop it (S-07)
            handle.close();
        }));

        pubSub.publish("a", new byte[] {7});

        assertThat(counted.get(20, TimeUnit.SECONDS)).isZero();
        assertThat(reply.get(20, TimeUnit.SECONDS).payload()).containsExactly(7);
        Await.until("the handle is closed", () -> {
            try {
                handle.cache().exists("k");
                return false;
            } catch (dev.coordination.CoordinationClosedException e) {
                return true;
            }
        });
        assertThat(errors).isEmpty();
    }

    @Test
    void continuesWhateverItThrows() throws Exception {
        Messages messages = new Messages() {
            @Override
            public void onMessage(Message message) {
                super.onMessage(message);
                Thread.currentThread().interrupt();
                if (message.payload()[0] == 1) {
                    throw new AssertionError("one");
                }
                throw new IllegalStateException("two");
            }
        };
        pubSub.subscribe(A, messages);

        pubSub.publish("a", new byte[] {1});
        pubSub.publish("a", new byte[] {2});
        pubSub.publish("a", new byte[] {3});

        assertThat(errors.poll(20, TimeUnit.SECONDS)).isInstanceOf(AssertionError.class);
        assertThat(errors.poll(20, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
        assertThat(errors.poll(20, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
        assertThat(messages.count()).isEqualTo(3);
    }

    @Test
    void continuesAfterAnErrorHandlerThatThrows(RestartableServer server) throws Exception {
        Messages messages = new Messages() {
            @Override
            public void onMessage(Message message) {
                // Replaces the default handler, which would print.
                Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {
                    errors.add(failure);
                    throw new IllegalStateException("uncaught handler");
                });
                super.onMessage(message);
                throw new IllegalStateException("listener");
            }
        };
        try (DistributedCoordination own = RedisCoordination.builder(server.uri(), RedisExtension.uniqueNamespace())
                .onListenerError(failure -> {
                    throw new IllegalArgumentException("handler");
                })
                .build()) {
            own.pubSub().subscribe(A, messages);

            own.pubSub().publish("a", new byte[] {1});
            own.pubSub().publish("a", new byte[] {2});

            assertThat(messages.next().payload()).containsExactly(1);
            assertThat(messages.next().payload()).containsExactly(2);
            assertThat(errors.poll(20, TimeUnit.SECONDS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("handler")
                    .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17, 100})
    void continuesAfterAnyNumberOfFailuresEvenIfTheHandlersRethrow(int failures, RestartableServer server)
            throws Exception {
        Messages messages = new Messages() {
            @Override
            public void onMessage(Message message) {
                Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {
                    errors.add(failure);
                    throw new AssertionError("from the last handler");
                });
                super.onMessage(message);
                throw new StackOverflowError("listener");
            }
        };
        try (DistributedCoordination own = RedisCoordination.builder(server.uri(), RedisExtension.uniqueNamespace())
                .onListenerError(failure -> {
                    throw (Error) failure;
                })
                .build()) {
            own.pubSub().subscribe(A, messages);

            for (int i = 0; i <= failures; i++) {
                own.pubSub().publish("a", Utf8.bytes(i));
            }

            for (int i = 0; i <= failures; i++) {
                assertThat(messages.next().payload()).isEqualTo(Utf8.bytes(i));
                assertThat(errors.poll(20, TimeUnit.SECONDS))
                        .isInstanceOf(StackOverflowError.class)
                        .hasMessage("listener");
            }
        }
    }

    @Test
    void neverSeesAnInterruptOfAnEarlierCallAndNeitherDoTheHandlers(RestartableServer server) throws Exception {
        BlockingQueue<String> interrupted = new LinkedBlockingQueue<>();
        Messages messages = new Messages() {
            @Override
            public void onMessage(Message message) {
                Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> note("last handler"));
                note("listener");
                throw new IllegalStateException("listener");
            }

            private void note(String call) {
                interrupted.add(call + " " + Thread.currentThread().isInterrupted());
                Thread.currentThread().interrupt();
            }
        };
        try (DistributedCoordination own = RedisCoordination.builder(server.uri(), RedisExtension.uniqueNamespace())
                .onListenerError(failure -> {
                    interrupted.add("handler " + Thread.currentThread().isInterrupted());
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("handler");
                })
                .build()) {
            own.pubSub().subscribe(A, messages);

            own.pubSub().publish("a", new byte[] {1});
            own.pubSub().publish("a", new byte[] {2});

            for (int i = 0; i < 2; i++) {
                assertThat(interrupted.poll(20, TimeUnit.SECONDS)).isEqualTo("listener false");
                assertThat(interrupted.poll(20, TimeUnit.SECONDS)).isEqualTo("handler false");
                assertThat(interrupted.poll(20, TimeUnit.SECONDS)).isEqualTo("last handler false");
            }
        }
    }

    @Test
    void reportsToTheUncaughtExceptionHandlerUnlessAnErrorHandlerIsSet(RestartableServer server) throws Exception {
        Messages messages = new Messages() {
            @Override
            public void onMessage(Message message) {
                Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> errors.add(failure));
                throw new IllegalStateException("listener");
            }
        };
        try (DistributedCoordination own = RedisCoordination.connect(server.uri(), RedisExtension.uniqueNamespace())) {
            own.pubSub().subscribe(A, messages);

            own.pubSub().publish("a", new byte[] {1});

            assertThat(errors.poll(20, TimeUnit.SECONDS)).hasMessage("listener");
        }
    }

    @Test
    void isNotifiedOnceOfAnOverflowAfterTheBufferedMessages() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        Messages messages = new Messages() {
            @Override
            public void onMessage(Message message) {
                begun.countDown();
                awaitQuietly(proceed);
                super.onMessage(message);
            }

            @Override
            public void onEnd(dev.coordination.CoordinationException cause) {
                super.onEnd(cause);
                throw new IllegalStateException("end");
            }
        };
        Subscription subscription = pubSub.subscribe(A, messages);
        pubSub.publish("a", Utf8.bytes(0));
        begun.await();

        for (int i = 1; i <= 17; i++) {
            pubSub.publish("a", Utf8.bytes(i));
        }
        assertThat(subscription.pending()).isEqualTo(16);
        proceed.countDown();

        for (int i = 0; i <= 16; i++) {
            assertThat(messages.next().payload()).isEqualTo(Utf8.bytes(i));
        }
        assertThat(messages.end()).isInstanceOf(SubscriptionOverflowException.class);
        assertThat(errors.poll(20, TimeUnit.SECONDS)).hasMessage("end");
        assertThat(messages.ends()).isZero();
        assertThatThrownBy(subscription::pending).isInstanceOf(SubscriptionOverflowException.class);
        assertThat(pubSub.publish("a", new byte[0])).isEqualTo(1);
    }

    @Test
    void blocksNoOtherSubscriptionWhenItBlocks() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        Messages others = new Messages();
        Subscription blocked = pubSub.subscribe(A, message -> {
            begun.countDown();
            awaitQuietly(proceed);
        });
        pubSub.subscribe(A, others);
        pubSub.publish("a", new byte[] {1});
        begun.await();

        pubSub.publish("a", new byte[] {2});
        assertThat(others.next().payload()).containsExactly(1);
        assertThat(others.next().payload()).containsExactly(2);
        assertThat(blocked.pending()).isEqualTo(1);
        blocked.close();
        assertThat(pubSub.publish("a", new byte[] {3})).isEqualTo(1);

        proceed.countDown();
    }

    @Test
    void makesPollAndNextThrow() {
        Subscription subscription = pubSub.subscribe(A, message -> {});
        String message =
                "subscription to channel \"a\" has a listener that receives its messages: to poll, subscribe without a"
                        + " listener";

        assertThatThrownBy(subscription::poll)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> subscription.next(Duration.ZERO))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThat(subscription.pending()).isZero();
    }

    @Test
    @SuppressWarnings("NullAway")
    void mustNotBeNull() {
        assertThatThrownBy(() -> pubSub.subscribe(A, (MessageListener) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("listener must not be null");
        assertThat(pubSub.publish("a", new byte[0])).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
