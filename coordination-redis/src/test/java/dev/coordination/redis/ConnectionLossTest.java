// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.redis.server.RestartableServer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/** Tests what happens when the server dies or restarts, or when the network silently loses everything. */
class ConnectionLossTest {

    private static final byte[] VALUE = {1};

    private RestartableServer server;
    private TcpProxy proxy;

    @BeforeEach
    void start() {
        server = RestartableServer.start();
        proxy = new TcpProxy(server.port());
    }

    @AfterEach
    void close() {
        proxy.close();
        server.close();
    }

    @Test
    void aSubscriptionEndsAfterItsBufferedMessagesWhenTheServerRestarts() throws Exception {
        try (DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns")) {
            Subscription buffered = handle.pubSub().subscribe("a");
            Subscription waiting = handle.pubSub().subscribe("b");
            handle.pubSub().publish("a", VALUE);
            assertThat(buffered.pending()).isEqualTo(1);
            FutureTask<Optional<Message>> waiter = start(() -> waiting.next(ofMinutes(10)));

            server.restart();

            assertThat(buffered.next(ofMinutes(10))).contains(Message.onChannel("a", VALUE));
            assertLost(buffered);
            assertThatThrownBy(() -> waiter.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseExactlyInstanceOf(CoordinationUnavailableException.class);
            assertLost(waiting);
            awaitReconnection(handle);
            assertThat(handle.pubSub().publish("a", VALUE))
                    .as("nothing has subscribed again by itself")
                    .isZero();
            try (Subscription again = handle.pubSub().subscribe("a")) {
                handle.pubSub().publish("a", VALUE);
                assertThat(again.poll()).contains(Message.onChannel("a", VALUE));
            }
        }
    }

    /** Repeats a call until the pool has dropped the broken connections. */
    private static void awaitReconnection(DistributedCoordination handle) throws Exception {
        Await.until("the server can be reached again", () -> {
            try {
                handle.cache().exists("key");
                return true;
            } catch (CoordinationUnavailableException e) {
                return false;
            }
        });
    }

    private static void assertLost(Subscription subscription) {
        for (int again = 0; again < 2; again++) {
            assertThatThrownBy(() -> subscription.next(ofMinutes(10)))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageContaining(" has lost its connection (S-12): ")
                    .hasMessageEndingWith(". Close the subscription and subscribe again.");
        }
        assertThatThrownBy(subscription::poll).isExactlyInstanceOf(CoordinationUnavailableException.class);
        assertThatThrownBy(subscription::pending).isExactlyInstanceOf(CoordinationUnavailableException.class);
        subscription.close();
    }

    @Test
    void aListenerIsNotifiedOnceWhenTheServerRestarts() throws Exception {
        try (DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns")) {
            Messages heard = new Messages();
            Subscription subscription = handle.pubSub().subscribe(List.of(Topic.channel("a")), heard);
            handle.pubSub().publish("a", VALUE);
            assertThat(heard.next()).isEqualTo(Message.onChannel("a", VALUE));

            server.restart();

            assertThat(heard.end())
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageContaining(" has lost its connection (S-12)");
            subscription.close();
            assertThat(heard.ends()).as("further calls to onEnd").isZero();
        }
    }

    @Test
    void aWaitingSubscriptionEndsWhenItsConnectionIsDead() throws Exception {
        try (DistributedCoordination handle = withShortLivenessInterval()) {
            Messages heard = new Messages();
            Subscription subscription = handle.pubSub().subscribe("a");
            Subscription listening = handle.pubSub().subscribe(List.of(Topic.channel("a")), heard);

            proxy.mute();

            assertLost(subscription);
            assertThat(heard.end()).isExactlyInstanceOf(CoordinationUnavailableException.class);
            listening.close();
        }
    }

    @Test
    void pollDoesNotReturnEmptyWhenTheConnectionIsDead() throws Exception {
        try (DistributedCoordination handle = withShortLivenessInterval()) {
            Subscription subscription = handle.pubSub().subscribe("a");
            proxy.mute();

            assertThatThrownBy(() -> {
                        var unused = subscription.poll();
                    })
                    .isExactlyInstanceOf(CoordinationUnavailableException.class);
        }
    }

    @Test
    void closeReturnsWhenTheConnectionIsDead() throws Exception {
        DistributedCoordination handle = withShortLivenessInterval();
        Subscription subscription = handle.pubSub().subscribe("a");
        proxy.mute();

        FutureTask<Boolean> closing = start(() -> {
            subscription.close();
            handle.close();
            return true;
        });

        assertThat(closing.get(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Returns a handle that connects through the proxy and notices dead connections quickly. */
    private DistributedCoordination withShortLivenessInterval() {
        return RedisCoordination.builder(proxy.uri(), "ns")
                .livenessInterval(ofSeconds(1))
                .build();
    }

    @Test
    void aCallFailsWhenTheServerDiesDuringTheCall() throws Exception {
        try (DistributedCoordination handle = RedisCoordination.connect(proxy.uri(), "ns");
                Connection admin = server.connection()) {
            handle.cache().set("key", VALUE);
            admin.executeCommand(
                    new CommandArguments(Command.CLIENT).add("PAUSE").add(100_000));
            long before = proxy.roundTrips();
            FutureTask<Optional<byte[]>> call = start(() -> handle.cache().get("key"));
            Await.until("the call was sent", () -> proxy.roundTrips() > before);

            server.kill();

            assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
                    .hasCauseExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageContaining("Redis could not be reached for get of key \"key\" (G-06): ");
        }
    }

    private static <T> FutureTask<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "connection-loss-test");
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
