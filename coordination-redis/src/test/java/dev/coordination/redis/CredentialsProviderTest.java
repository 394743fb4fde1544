// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.redis.server.RestartableServer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisCredentials;
import redis.clients.jedis.RedisCredentialsProvider;

/** Tests providers of credentials on a real server. */
class CredentialsProviderTest {

    private static final byte[] VALUE = {1};

    @Test
    void isAskedForEachNewConnection() {
        AtomicReference<String> password = new AtomicReference<>("one");
        AtomicInteger asked = new AtomicInteger();
        try (RestartableServer server = RestartableServer.start("user bob on >one ~* &* +@all");
                Connection admin = server.connection();
                DistributedCoordination handle = handle(server, () -> {
                    asked.incrementAndGet();
                    return new DefaultRedisCredentials("bob", password.get());
                })) {
            assertThat(asked).hasValue(0);
            handle.cache().set("key", VALUE);
            handle.cache().set("key", VALUE);
            assertThat(asked).hasValue(1);

            send(admin, "ACL", "SETUSER", "bob", "resetpass", ">two");
            password.set("two");
            try (Subscription first = handle.pubSub().subscribe("channel");
                    Subscription second = handle.pubSub().subscribe("channel")) {
                assertThat(asked).hasValue(3);
                assertThat(handle.pubSub().publish("channel", VALUE)).isEqualTo(2);
                assertThat(first.poll()).isPresent();
                assertThat(second.poll()).isPresent();
            }
            assertThat(asked).hasValue(3);
        }
    }

    @Test
    void isPreparedAndCleanedUpIfItIsOneOfJedis() {
        List<String> calls = new CopyOnWriteArrayList<>();
        try (RestartableServer server = RestartableServer.start("requirepass secret");
                DistributedCoordination handle = handle(server, new RedisCredentialsProvider() {
                    @Override
                    public void prepare() {
                        calls.add("prepare");
                    }

                    @Override
                    public RedisCredentials get() {
                        calls.add("get");
                        return new DefaultRedisCredentials(null, "secret");
                    }

                    @Override
                    public void cleanUp() {
                        calls.add("cleanUp");
                    }
                })) {
            handle.cache().set("key", VALUE);

            assertThat(calls).containsExactly("prepare", "get", "cleanUp");
        }
    }

    @Test
    void ifItThrowsAnErrorTheCallFailsAndDoesNotShowTheMessage() {
        try (RestartableServer server = RestartableServer.start();
                DistributedCoordination handle = handle(server, () -> {
                    throw new AssertionError("secret");
                })) {
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> handle.cache().set("key", VALUE),
                    () -> handle.pubSub().subscribe("channel"))) {
                assertThatThrownBy(call)
                        .isExactlyInstanceOf(CoordinationUnavailableException.class)
                        .hasMessageContaining("the credentials provider failed")
                        .hasMessageNotContaining("secret");
            }
        }
    }

    @Test
    void ifItThrowsTheCallFailsAndTheConnectionIsClosed() throws Exception {
        IllegalStateException sealed = new IllegalStateException("the vault is sealed");
        try (RestartableServer server = RestartableServer.start();
                Connection admin = server.connection();
                DistributedCoordination handle = handle(server, () -> {
                    throw sealed;
                })) {
            assertThatThrownBy(() -> handle.cache().set("key", VALUE))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessage(
                            "Redis could not be reached for set of key \"key\" (G-06): the credentials provider failed;"
                                    + " nothing was sent")
                    .hasRootCause(sealed);
            assertThatThrownBy(() -> handle.pubSub().subscribe("channel"))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasRootCause(sealed);
            // The server notices a closed connection at the latest when it handles the next command. Polling would wait
            // until
            // the garbage collector closes the connections.
            send(admin, "PING");
            send(admin, "PING");
            assertThat(send(admin, "CLIENT", "LIST").lines()).hasSize(1);
        }
    }

    @Test
    void ifItReturnsNullTheCallFails() {
        try (RestartableServer server = RestartableServer.start();
                DistributedCoordination handle = handle(server, CredentialsProviderTest::nothing)) {
            assertThatThrownBy(() -> handle.cache().set("key", VALUE))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageContaining("the credentials provider returned null");
        }
    }

    @SuppressWarnings("NullAway")
    private static RedisCredentials nothing() {
        return null;
    }

    private static DistributedCoordination handle(RestartableServer server, Supplier<RedisCredentials> provider) {
        return RedisCoordination.builder(server.uri(), "ns")
                .credentialsProvider(provider)
                .build();
    }

    private static String send(Connection connection, String command, String... arguments) {
        CommandArguments all = new CommandArguments(Command.valueOf(command));
        for (String argument : arguments) {
            all.add(argument);
        }
        Object reply = connection.executeCommand(all);
        return reply instanceof byte[] text ? Utf8.text(text) : String.valueOf(reply);
    }
}
