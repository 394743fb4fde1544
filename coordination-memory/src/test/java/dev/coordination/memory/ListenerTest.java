// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Subscription;
import dev.coordination.SubscriptionOverflowException;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ListenerTest {

    private static final Set<Topic> C = Set.of(Topic.channel("c"));

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Tests a listener that is called on the publishing thread, and so has returned when {@code publish} returns. */
    @Nested
    class OnThePublishingThread {

        private final List<String> heard = new ArrayList<>();
        private final List<Throwable> errors = new ArrayList<>();
        private final MemoryBackend backend = MemoryBackend.builder()
                .subscriptionBuffer(4)
                .listenerExecutor(Runnable::run)
                .onListenerError(errors::add)
                .build();
        private final DistributedCoordination handle = backend.connect();

        private long publish(String text) {
            return handle.pubSub().publish("c", bytes(text));
        }

        @Test
        void isCalledBeforePublishReturns() {
            handle.pubSub().subscribe(C, message -> heard.add(message.text()));

            assertThat(publish("1")).isEqualTo(1);
            assertThat(heard).containsExactly("1");
        }

        @Test
        void mayPublishAndReceivesTheMessageAfterwards() {
            handle.pubSub().subscribe(C, message -> {
                heard.add("begin " + message.text());
                if (message.text().equals("1")) {
                    publish("2");
                }
                heard.add("end " + message.text());
            });

            publish("1");

            assertThat(heard).containsExactly("begin 1", "end 1", "begin 2", "end 2");
        }

        @Test
        void mayCloseItsOwnSubscription() {
            List<Subscription> self = new ArrayList<>();
            self.add(handle.pubSub().subscribe(C, message -> {
                heard.add(message.text());
                publish("dropped");
                self.get(0).close();
            }));

            publish("1");

            assertThat(heard).containsExactly("1");
            assertThat(publish("2")).isZero();
        }

        @Test
        void maySubscribeAndCloseTheHandle() {
            handle.pubSub().subscribe(C, message -> {
                handle.pubSub().subscribe("d");
                handle.close();
            });

            publish("1");

            assertThat(errors).isEmpty();
        }

        @Test
        void receivesTheNextMessageAfterAnExceptionWhichGoesToTheErrorHandler() {
            handle.pubSub().subscribe(C, message -> {
                heard.add(message.text());
                throw new IllegalStateException(message.text());
            });

            publish("1");
            publish("2");

            assertThat(heard).containsExactly("1", "2");
            assertThat(errors).extracting(Throwable::getMessage).containsExactly("1", "2");
        }

        @Test
        void isNotifiedOnceWhenItsConnectionIsLost() {
            handle.pubSub().subscribe(C, recording());

            publish("1");
            backend.disconnect(handle);
            backend.reconnect(handle);
            backend.disconnect(handle);

            assertThat(heard).containsExactly("1", "end CoordinationUnavailableException");
        }

        @Test
        void isNotNotifiedWhenItsSubscriptionIsClosed() {
            handle.pubSub().subscribe(C, recording()).close();
            handle.pubSub().subscribe(C, recording());
            backend.close();

            assertThat(heard).isEmpty();
        }

        @Test
        void overflowsOnlyWithMessagesThatItPublishesItself() {
            handle.pubSub().subscribe(C, new MessageListener() {
                @Override
                public void onMessage(Message message) {
                    heard.add(message.text());
                    if (message.text().equals("1")) {
                        for (int i = 2; i <= 6; i++) {
                            publish("" + i);
                        }
                    }
                }

                @Override
                public void onEnd(CoordinationException cause) {
                    heard.add("end " + cause.getClass().getSimpleName());
                }
            });

            publish("1");

            assertThat(heard).containsExactly("1", "2", "3", "4", "5", "end SubscriptionOverflowException");
        }

        private MessageListener recording() {
            return new MessageListener() {
                @Override
                public void onMessage(Message message) {
                    heard.add(message.text());
                }

                @Override
                public void onEnd(CoordinationException cause) {
                    heard.add("end " + cause.getClass().getSimpleName());
                }
            };
        }

        @Test
        void makesItsSubscriptionRefusePolls() {
            Subscription subscription = handle.pubSub().subscribe(C, message -> {});

            assertThatIllegalStateException()
                    .isThrownBy(subscription::poll)
                    .withMessage(
                            "subscription to channel \"c\" has a listener that receives its messages: to poll, subscribe without"
                                    + " a listener");
            assertThatIllegalStateException().isThrownBy(() -> subscription.next(Duration.ofSeconds(1)));
            assertThat(subscription.pending()).isZero();
        }
    }

    /** Tests listeners that are called on threads of the backend. */
    @Nested
    class OnBackendThreads {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final CountDownLatch release = new CountDownLatch(1);
        private final MemoryBackend backend =
                MemoryBackend.builder().subscriptionBuffer(2).build();
        private final DistributedCoordination handle = backend.connect();

        @Test
        void aSlowListenerDelaysNeitherThePublisherNorOtherListeners() throws Exception {
            BlockingQueue<String> slow = new LinkedBlockingQueue<>();
            handle.pubSub().subscribe(C, new MessageListener() {
                @Override
                public void onMessage(Message message) {
                    slow.add(message.text());
                    awaitRelease();
                }

                @Override
                public void onEnd(CoordinationException cause) {
                    slow.add(cause.getClass().getSimpleName());
                }
            });
            handle.pubSub().subscribe(C, message -> heard.add(message.text()));

            for (int i = 1; i <= 5; i++) {
                handle.pubSub().publish("c", bytes("" + i));
                assertThat(heard.poll(10, SECONDS)).isEqualTo("" + i);
                if (i == 1) {
                    assertThat(slow.poll(10, SECONDS)).isEqualTo("1");
                }
            }
            release.countDown();

            assertThat(slow.poll(10, SECONDS)).isEqualTo("2");
            assertThat(slow.poll(10, SECONDS)).isEqualTo("3");
            assertThat(slow.poll(10, SECONDS)).isEqualTo(SubscriptionOverflowException.class.getSimpleName());
        }

        @Test
        void noCallBeginsAfterCloseAndCloseDoesNotWaitForARunningCall() throws Exception {
            Subscription subscription = handle.pubSub().subscribe(C, message -> {
                heard.add(message.text());
                awaitRelease();
            });
            handle.pubSub().publish("c", bytes("1"));
            handle.pubSub().publish("c", bytes("2"));
            assertThat(heard.poll(10, SECONDS)).isEqualTo("1");

            subscription.close();
            BlockingQueue<String> other = new LinkedBlockingQueue<>();
            handle.pubSub().subscribe(C, message -> other.add(message.text()));
            release.countDown();
            handle.pubSub().publish("c", bytes("3"));

            assertThat(other.poll(10, SECONDS)).isEqualTo("3");
            assertThat(heard).isEmpty();
        }

        @Test
        void theThreadsAreDaemonsWithAName() throws Exception {
            handle.pubSub()
                    .subscribe(
                            C,
                            message -> heard.add(Thread.currentThread().getName() + " "
                                    + Thread.currentThread().isDaemon()));

            handle.pubSub().publish("c", bytes("1"));

            assertThat(heard.poll(10, SECONDS)).isEqualTo("coordination-memory-listener true");
        }

        private void awaitRelease() {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void aRejectedTaskIsReportedAndNoMessageIsLost() {
        List<Throwable> errors = new ArrayList<>();
        List<String> heard = new ArrayList<>();
        boolean[] rejecting = {true};
        try (MemoryBackend backend = MemoryBackend.builder()
                .listenerExecutor(task -> {
                    if (rejecting[0]) {
                        throw new RejectedExecutionException("full");
                    }
                    task.run();
                })
                .onListenerError(errors::add)
                .build()) {
            DistributedCoordination handle = backend.connect();
            Subscription subscription = handle.pubSub().subscribe(C, message -> heard.add(message.text()));

            handle.pubSub().publish("c", bytes("1"));
            assertThat(errors).extracting(Throwable::getMessage).containsExactly("full");
            assertThat(subscription.pending()).isEqualTo(1);

            rejecting[0] = false;
            handle.pubSub().publish("c", bytes("2"));
            assertThat(heard).containsExactly("1", "2");
        }
    }

    @Test
    void anErrorHandlerThatThrowsDoesNotStopTheNextMessage() throws Exception {
        List<Throwable> uncaught = new ArrayList<>();
        List<String> heard = new ArrayList<>();
        Thread publisher = new Thread(() -> {
            try (MemoryBackend backend = MemoryBackend.builder()
                    .listenerExecutor(Runnable::run)
                    .onListenerError(e -> {
                        throw new IllegalStateException("handler");
                    })
                    .build()) {
                DistributedCoordination handle = backend.connect();
                handle.pubSub().subscribe(C, message -> {
                    heard.add(message.text());
                    throw new IllegalStateException("listener");
                });
                handle.pubSub().publish("c", bytes("1"));
                handle.pubSub().publish("c", bytes("2"));
            }
        });
        publisher.setUncaughtExceptionHandler((thread, e) -> uncaught.add(e));

        publisher.start();
        publisher.join();

        assertThat(heard).containsExactly("1", "2");
        assertThat(uncaught).hasSize(2).allSatisfy(e -> {
            assertThat(e).hasMessage("handler");
            assertThat(e.getSuppressed()).extracting(Throwable::getMessage).containsExactly("listener");
        });
    }

    @Test
    void theDefaultErrorHandlerIsTheUncaughtExceptionHandler() throws Exception {
        List<Throwable> uncaught = new ArrayList<>();
        Thread publisher = new Thread(() -> {
            try (MemoryBackend backend =
                    MemoryBackend.builder().listenerExecutor(Runnable::run).build()) {
                DistributedCoordination handle = backend.connect();
                handle.pubSub().subscribe(C, message -> {
                    throw new CoordinationUnavailableException("listener");
                });
                handle.pubSub().publish("c", bytes("1"));
            }
        });
        publisher.setUncaughtExceptionHandler((thread, e) -> uncaught.add(e));

        publisher.start();
        publisher.join();

        assertThat(uncaught).singleElement().satisfies(e -> assertThat(e).hasMessage("listener"));
    }
}
