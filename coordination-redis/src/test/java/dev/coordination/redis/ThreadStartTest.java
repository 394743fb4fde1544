// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.redis.server.RestartableServer;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/** Tests what happens when the operating system has no more threads. */
@ExtendWith(RedisExtension.class)
class ThreadStartTest {

    private static final byte[] VALUE = {1};
    private static final List<Topic> A = List.of(Topic.channel("a"));
    private static final MessageListener LISTENER = message -> {};

    private final OutOfMemoryError noThread = new OutOfMemoryError("unable to create native thread");
    private final Namespace namespace = Namespace.of(RedisExtension.uniqueNamespace());
    private final RestartableServer server;
    private final PoolSource source;
    private final ThreadStarter none = (name, task) -> {
        throw noThread;
    };

    ThreadStartTest(RestartableServer server) {
        this.server = server;
        source = ServerUri.of(server.uri()).source(ConnectionSettings.DEFAULTS);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private RedisPubSub pubSub(ThreadStarter readers, ThreadStarter listeners, ThreadFactory checkers) {
        HandleState state = new HandleState("test");
        Settings settings = Settings.DEFAULTS.withLivenessInterval(ofHours(1));
        Threads threads = new Threads(readers, listeners, checkers);
        Connections connections = Connections.of(source, state, settings);
        return new RedisPubSub(
                connections, state, new CommandExecutor(connections, state, null), namespace, settings, threads);
    }

    private void assertFails(ThrowingCallable subscribe) {
        assertThatThrownBy(subscribe)
                .isExactlyInstanceOf(CoordinationException.class)
                .hasMessage(
                        "subscription to channel \"a\" is closed, because a thread for it could not be started: unable"
                                + " to create native thread")
                .hasCause(noThread);
    }

    /** Returns how many subscriptions to channel {@code a} the server has. */
    private long subscribers() {
        try (Connection admin = server.connection()) {
            Object answer = admin.executeCommand(
                    new CommandArguments(Command.PUBSUB).add("NUMSUB").add(namespace.channel("a")));
            return (Long) ((List<?>) answer).get(1);
        }
    }

    @Test
    void aSubscriptionWhoseListenerHasNoThreadIsClosed() {
        RedisPubSub pubSub = pubSub(DaemonThreads::startReader, none, DaemonThreads::checker);
        Subscription other = pubSub.subscribe(List.of(Topic.channel("b")));

        assertFails(() -> pubSub.subscribe(A, LISTENER));

        assertThat(subscribers()).isZero();
        assertThat(pubSub.publish("b", VALUE)).isEqualTo(1);
        assertThat(other.poll()).contains(Message.onChannel("b", VALUE));
        pubSub.closeSubscriptions();
    }

    @Test
    void aSubscriptionWhoseConnectionHasNoReaderIsClosed() {
        RedisPubSub pubSub = pubSub(none, DaemonThreads::startListener, DaemonThreads::checker);

        assertFails(() -> pubSub.subscribe(A));
        assertFails(() -> pubSub.subscribe(A, LISTENER));

        assertThat(subscribers()).isZero();
        pubSub.closeSubscriptions();
    }

    @Test
    void aSubscriptionThatCannotBeCheckedIsClosed() {
        boolean[] exhausted = {true};
        RedisPubSub pubSub = pubSub(DaemonThreads::startReader, DaemonThreads::startListener, task -> {
            if (exhausted[0]) {
                throw noThread;
            }
            return DaemonThreads.checker(task);
        });

        assertFails(() -> pubSub.subscribe(A));
        assertThat(subscribers()).isZero();

        exhausted[0] = false;
        try (Subscription subscription = pubSub.subscribe(A)) {
            assertThat(pubSub.publish("a", VALUE)).isEqualTo(1);
            assertThat(subscription.poll()).contains(Message.onChannel("a", VALUE));
        }
        pubSub.closeSubscriptions();
    }
}
