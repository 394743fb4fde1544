// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests servers, or what is between them and the client, that send something else than the protocol allows. */
class GarbageTest {

    private static final String CHANNEL = FakeServer.bulk("ns:p:a");
    private static final String MESSAGE = FakeServer.bulk("message");

    static Stream<Named<String>> garbage() {
        return Stream.of(
                Named.of("deeply nested arrays", "*1\r\n".repeat(200_000)),
                Named.of("a huge array", "*2147483647\r\n"),
                Named.of("an array of negative length", "*-7\r\n"),
                Named.of("an empty array", "*0\r\n"),
                Named.of("no array", "*-1\r\n"),
                Named.of("a huge text", "$2147483647\r\n"),
                Named.of("a text of negative length", "$-7\r\n"),
                Named.of("no text", "$-1\r\n"),
                Named.of("a text", "$3\r\nabc\r\n"),
                Named.of("a status", "+OK\r\n"),
                Named.of("a number", ":1\r\n"),
                Named.of("no reply at all", "HTTP/1.1 400 Bad Request\r\n"),
                Named.of("a double that is no number", ",one\r\n"),
                Named.of("a big number that is no number", "(one\r\n"),
                Named.of("a redirection without a target", "-MOVED one\r\n"),
                Named.of("an array of numbers", "*3\r\n:1\r\n:2\r\n:3\r\n"),
                Named.of("an array of errors", "*3\r\n-ERR\r\n-ERR\r\n-ERR\r\n"),
                Named.of("a reply of an unknown kind", "*3\r\n" + FakeServer.bulk("answer") + CHANNEL + ":1\r\n"),
                Named.of("a message without a channel", "*1\r\n" + MESSAGE),
                Named.of("a message without a payload", "*2\r\n" + MESSAGE + CHANNEL),
                Named.of("a message whose channel is nil", "*3\r\n" + MESSAGE + "$-1\r\n" + CHANNEL),
                Named.of("a message whose channel is a number", "*3\r\n" + MESSAGE + ":1\r\n" + CHANNEL),
                Named.of("a message whose payload is a number", "*3\r\n" + MESSAGE + CHANNEL + ":1\r\n"),
                Named.of("a message whose payload is an array", "*3\r\n" + MESSAGE + CHANNEL + "*0\r\n"));
    }

    private static DistributedCoordination connect(FakeServer server) {
        return RedisCoordination.builder(server.uri(), "ns").build();
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void endsTheSubscriptionsOfAConnection(String garbage) throws Exception {
        try (FakeServer server = new FakeServer();
                DistributedCoordination handle = connect(server)) {
            Messages heard = new Messages();
            Subscription subscription = handle.pubSub().subscribe("a");
            Subscription listening = handle.pubSub().subscribe(List.of(Topic.channel("b")), heard);
            server.send("*3\r\n" + MESSAGE + CHANNEL + FakeServer.bulk("before"));

            server.send(garbage);

            assertThat(subscription.next(ofSeconds(20))).contains(Message.onChannel("a", Utf8.bytes("before")));
            assertThatThrownBy(() -> subscription.next(ofSeconds(20)))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageContaining(" has lost its connection (S-12): ");
            assertThat(heard.end()).isExactlyInstanceOf(CoordinationUnavailableException.class);
            subscription.close();
            listening.close();
        }
    }

    @Test
    void anErrorAndAnAcknowledgementThatNobodyHasAskedForEndTheSubscriptions() throws Exception {
        for (String unasked :
                List.of("-ERR nothing\r\n", "*3\r\n" + FakeServer.bulk("subscribe") + CHANNEL + ":1\r\n")) {
            try (FakeServer server = new FakeServer();
                    DistributedCoordination handle = connect(server)) {
                Subscription subscription = handle.pubSub().subscribe("a");

                server.send(unasked);

                assertThatThrownBy(() -> subscription.next(ofSeconds(20)))
                        .isExactlyInstanceOf(CoordinationUnavailableException.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void inPlaceOfAnAcknowledgementMakesSubscribeFail(String garbage) throws Exception {
        try (FakeServer server = new FakeServer();
                DistributedCoordination handle = connect(server)) {
            server.replies(reply -> reply.contains("subscribe") ? garbage : reply);

            assertFails(() -> handle.pubSub().subscribe("a"));

            server.replies(reply -> reply);
            try (Subscription subscription = handle.pubSub().subscribe("a")) {
                assertThat(subscription.pending()).isZero();
            }
        }
    }

    /** The first command of a connection is not about subscriptions. */
    @ParameterizedTest
    @MethodSource("garbage")
    void whileAConnectionIsOpenedIsIgnoredOrMakesSubscribeFail(String garbage) throws Exception {
        try (FakeServer server = new FakeServer();
                DistributedCoordination handle = connect(server)) {
            server.replies(reply -> reply.contains("subscribe") ? reply : garbage);
            FutureTask<Subscription> subscribe = start(() -> handle.pubSub().subscribe("a"));

            try (Subscription subscription = subscribe.get(20, TimeUnit.SECONDS)) {
                assertThat(subscription.pending()).isZero();
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isInstanceOf(CoordinationException.class);
            }
        }
    }

    private static void assertFails(Callable<Subscription> subscribe) {
        FutureTask<Subscription> task = start(subscribe);
        assertThatThrownBy(() -> task.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(CoordinationException.class)
                .hasMessageContaining("subscribe of channel \"a\"");
    }

    private static <T> FutureTask<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        DaemonThreads.platform("garbage-test", task).start();
        return task;
    }
}
