// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationClosedException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.SubscriptionOverflowException;
import dev.coordination.Topic;
import dev.coordination.redis.server.RestartableServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/** Tests subscriptions over RESP2 and RESP3. */
@ParameterizedClass
@ValueSource(strings = {"protocol=2", "protocol=3"})
@ExtendWith(RedisExtension.class)
class RedisPubSubTest {

    private static final byte[] PAYLOAD = {1, 2, 3};
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    private final String namespace = RedisExtension.uniqueNamespace();
    private final RestartableServer server;
    private final DistributedCoordination handle;
    private final PubSub pubSub;

    RedisPubSubTest(String protocol, RestartableServer server) {
        this.server = server;
        handle = RedisCoordination.builder(URI.create(server.uri() + "?" + protocol), namespace)
                .subscriptionBuffer(16)
                .build();
        pubSub = handle.pubSub();
    }

    @AfterEach
    void close() {
        handle.close();
    }

    @Test
    void pollReturnsMessagesPublishedBeforeTheCall() {
        try (Subscription byChannel = pubSub.subscribe("a");
                Subscription byPattern = pubSub.subscribeMatching("[ab]*");
                Subscription both = pubSub.subscribe(List.of(Topic.pattern("a*"), Topic.channel("a")))) {
            for (int i = 0; i < 200; i++) {
                byte[] payload = {(byte) i};

                assertThat(pubSub.publish("a", payload)).isEqualTo(4);

                assertThat(byChannel.poll()).hasValue(Message.onChannel("a", payload));
                assertThat(byPattern.pending()).isEqualTo(1);
                assertThat(byPattern.poll()).hasValue(Message.onPattern("[ab]*", "a", payload));
                assertThat(both.poll()).hasValue(Message.onChannel("a", payload));
                assertThat(both.poll()).hasValue(Message.onPattern("a*", "a", payload));
                assertThat(byChannel.poll()).isEmpty();
                assertThat(byPattern.poll()).isEmpty();
                assertThat(both.pending()).isZero();
            }
        }
    }

    @Test
    void nextReturnsMessagesPublishedBeforeTheCallHoweverShortItsTimeout() throws InterruptedException {
        try (Subscription subscription = pubSub.subscribe("a")) {
            for (int i = 0; i < 200; i++) {
                pubSub.publish("a", PAYLOAD);

                assertThat(subscription.next(Duration.ofNanos(1))).isPresent();
                assertThat(subscription.next(ZERO)).isEmpty();
                assertThat(subscription.next(ofMillis(-1))).isEmpty();
                assertThat(subscription.next(Duration.ofNanos(1))).isEmpty();
            }
        }
    }

    @Test
    void nextReturnsAsSoonAsThereIsAMessage() throws Exception {
        try (Subscription subscription = pubSub.subscribe("a", "b")) {
            FutureTask<Message> waiting =
                    inThread(() -> subscription.next(LONGEST).orElseThrow());

            pubSub.publish("b", PAYLOAD);

            assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo(Message.onChannel("b", PAYLOAD));
        }
    }

    @Test
    void nextThrowsWhenInterruptedAndTakesNoMessage() throws Exception {
        try (Subscription subscription = pubSub.subscribe("a")) {
            pubSub.publish("a", PAYLOAD);

            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> subscription.next(LONG)).isInstanceOf(InterruptedException.class);
            assertThat(subscription.pending()).isEqualTo(1);

            Thread.currentThread().interrupt();
            assertThat(subscription.next(ZERO))
                    .as("a timeout of zero is like poll")
                    .contains(Message.onChannel("a", PAYLOAD));
            assertThat(Thread.interrupted()).as("interrupt status").isTrue();
        }
    }

    @Test
    void pollAndPendingIgnoreAnInterruptAndLeaveItSet() {
        try (Subscription subscription = pubSub.subscribe("a")) {
            Thread.currentThread().interrupt();

            assertThat(subscription.poll()).isEmpty();
            assertThat(subscription.pending()).isZero();

            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void interruptingAWaitLeavesTheSubscriptionAlive() throws Exception {
        try (Subscription subscription = pubSub.subscribe("a")) {
            FutureTask<Message> task =
                    new FutureTask<>(() -> subscription.next(LONG).orElseThrow());
            Thread thread = new Thread(task);
            thread.start();
            Await.until("the thread waits", () -> thread.getState() == Thread.State.TIMED_WAITING);

            thread.interrupt();
            thread.join();

            assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
            pubSub.publish("a", PAYLOAD);
            assertThat(subscription.poll()).isPresent();
        }
    }

    @Test
    void channelNamesAreLiteralEvenIfTheyLookLikePatterns() {
        try (Subscription star = pubSub.subscribe("*");
                Subscription letters = pubSub.subscribe("[ab]")) {

            assertThat(pubSub.publish("a", PAYLOAD)).isZero();
            assertThat(pubSub.publish("*", PAYLOAD)).isEqualTo(1);

            assertThat(star.poll()).hasValue(Message.onChannel("*", PAYLOAD));
            assertThat(letters.pending()).isZero();
        }
    }

    @Test
    void deliversAMebibyte() throws InterruptedException {
        byte[] payload = new byte[1024 * 1024];
        new Random(1).nextBytes(payload);
        try (Subscription subscription = pubSub.subscribe(List.of(Topic.channel("a"), Topic.pattern("a")))) {
            for (int i = 0; i < 8; i++) {
                assertThat(pubSub.publish("a", payload)).isEqualTo(2);
            }

            assertThat(subscription.pending()).isEqualTo(16);
            for (int i = 0; i < 8; i++) {
                assertThat(subscription.next(LONG)).hasValue(Message.onChannel("a", payload));
                assertThat(subscription.next(LONG)).hasValue(Message.onPattern("a", "a", payload));
            }
        }
    }

    @Test
    void theBufferedMessagesCanBeTakenAfterAnOverflow() {
        try (Subscription subscription = pubSub.subscribe("a")) {
            for (int i = 0; i < 16; i++) {
                pubSub.publish("a", new byte[] {(byte) i});
            }
            assertThat(subscription.pending()).isEqualTo(16);

            assertThat(pubSub.publish("a", PAYLOAD)).isEqualTo(1);

            assertThat(subscription.pending()).isEqualTo(16);
            for (int i = 0; i < 16; i++) {
                assertThat(subscription.poll()).hasValue(Message.onChannel("a", new byte[] {(byte) i}));
            }
            String message =
                    "subscription to channel \"a\" fell behind by more than its buffer of 16 messages and lost some"
                            + " (S-08): close it and subscribe again";
            assertThatThrownBy(subscription::poll)
                    .isExactlyInstanceOf(SubscriptionOverflowException.class)
                    .hasMessage(message);
            assertThatThrownBy(subscription::pending).isInstanceOf(SubscriptionOverflowException.class);
            assertThatThrownBy(() -> subscription.next(LONG)).isInstanceOf(SubscriptionOverflowException.class);
            assertThat(pubSub.publish("a", PAYLOAD)).isEqualTo(1);
        }
        assertThat(pubSub.publish("a", PAYLOAD)).isZero();
    }

    @Test
    void aClosedSubscriptionIsNotCounted() {
        for (int i = 0; i < 100; i++) {
            Subscription subscription = pubSub.subscribe(List.of(Topic.channel("a"), Topic.pattern("a*")));
            assertThat(pubSub.publish("a", PAYLOAD)).isEqualTo(2);

            subscription.close();

            assertThat(pubSub.publish("a", PAYLOAD)).isZero();
            assertThatThrownBy(subscription::poll)
                    .isExactlyInstanceOf(CoordinationClosedException.class)
                    .hasMessage("subscription to channel \"a\", pattern \"a*\" is closed (S-07)");
            assertThatThrownBy(subscription::pending).isInstanceOf(CoordinationClosedException.class);
            assertThatThrownBy(() -> subscription.next(LONG)).isInstanceOf(CoordinationClosedException.class);
            subscription.close();
        }
    }

    @Test
    void closingWakesWaitingThreads() throws Exception {
        Subscription subscription = pubSub.subscribe("a");
        FutureTask<Message> first = inThread(() -> subscription.next(LONG).orElseThrow());
        FutureTask<Message> second = inThread(() -> subscription.next(LONG).orElseThrow());

        subscription.close();

        for (FutureTask<Message> waiting : List.of(first, second)) {
            assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(CoordinationClosedException.class);
        }
    }

    @Test
    void closingAHandleClosesItsSubscriptionsAndNoOthers() throws Exception {
        Messages listener = new Messages();
        Subscription taken = pubSub.subscribe("a");
        Subscription listened = pubSub.subscribe(List.of(Topic.channel("a")), listener);
        FutureTask<Message> waiting = inThread(() -> taken.next(LONG).orElseThrow());
        try (DistributedCoordination other = RedisCoordination.connect(server.uri(), namespace);
                Subscription others = other.pubSub().subscribe("a")) {

            handle.close();

            assertThat(other.pubSub().publish("a", PAYLOAD)).isEqualTo(1);
            assertThat(others.poll()).isPresent();
        }
        assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(CoordinationClosedException.class);
        assertThatThrownBy(taken::poll).isInstanceOf(CoordinationClosedException.class);
        assertThatThrownBy(listened::pending).isInstanceOf(CoordinationClosedException.class);
        assertThat(listener.count()).isZero();
        assertThat(listener.ends()).isZero();
    }

    @Test
    void ignoresMessagesThatNoHandleCanHavePublished() {
        try (Subscription subscription = pubSub.subscribeMatching("*");
                Connection foreign = server.connection()) {
            publish(foreign, Utf8.bytes(namespace + ":p:"));
            publish(foreign, Utf8.bytes(namespace + ":p:" + "x".repeat(64 * 1024 + 1)));
            byte[] noText = Utf8.bytes(namespace + ":p:?");
            noText[noText.length - 1] = (byte) 0xff;
            publish(foreign, noText);

            assertThat(subscription.pending()).isZero();

            publish(foreign, Utf8.bytes(namespace + ":p:x"));
            assertThat(subscription.poll()).hasValue(Message.onPattern("*", "x", PAYLOAD));
        }
    }

    @Test
    void subscribesToAThousandTopics() {
        List<Topic> topics = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            topics.add(Topic.channel("channel " + i));
            topics.add(Topic.pattern("c*l " + i));
        }
        try (Subscription subscription = pubSub.subscribe(topics)) {
            assertThat(pubSub.publish("channel 499", PAYLOAD)).isEqualTo(2);

            assertThat(subscription.pending()).isEqualTo(2);
            assertThat(subscription)
                    .hasToString("subscription to channel \"channel 0\", pattern \"c*l 0\", channel \"channel 1\""
                            + " and 997 more");
        }
        assertThat(pubSub.publish("channel 499", PAYLOAD)).isZero();
    }

    private static void publish(Connection foreign, byte[] channel) {
        foreign.sendCommand(Command.PUBLISH, channel, PAYLOAD);
        assertThat(foreign.getIntegerReply()).isEqualTo(1);
    }

    private static <T> FutureTask<T> inThread(java.util.concurrent.Callable<T> call) throws Exception {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        Await.until("the thread waits", () -> thread.getState() == Thread.State.TIMED_WAITING || task.isDone());
        return task;
    }
}
