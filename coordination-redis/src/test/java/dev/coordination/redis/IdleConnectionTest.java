// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.redis.server.RestartableServer;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/** Tests connections that the server closed while they were idle. */
class IdleConnectionTest {

    @Test
    void aConnectionThatWasClosedWhileIdleIsReplacedBeforeAnythingIsSent() {
        try (RestartableServer server = RestartableServer.start();
                TcpProxy proxy = new TcpProxy(server.port());
                DistributedCoordination handle = RedisCoordination.builder(proxy.uri(), "ns")
                        .checkInterval(Duration.ZERO)
                        .build()) {
            Calls.all().forEach((name, call) -> {
                call.apply(handle);
                int before = proxy.connections();
                proxy.cut();

                call.apply(handle);

                assertThat(proxy.connections()).as(name).isGreaterThan(before);
            });
        }
    }

    @Test
    void aConnectionThatTheServerClosesAfterItsTimeoutIsReplaced() throws Exception {
        try (RestartableServer server = RestartableServer.start("timeout 1");
                DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns")) {
            handle.cache().increment("counter", 1);
            // The server closes idle connections once a second, so the connection has been idle for longer than that.
            Await.until("the server has closed the connection", () -> clients(server) == 1);

            assertThat(handle.cache().increment("counter", 1)).isEqualTo(2);
        }
    }

    /** Returns how many clients a server has, including the one that asks. */
    private static int clients(RestartableServer server) {
        try (Connection admin = server.connection()) {
            Object list = admin.executeCommand(new CommandArguments(Command.CLIENT).add("LIST"));
            return (int) Utf8.text((byte[]) list).lines().count();
        }
    }

    @Test
    void anIdleConnectionThatDoesNotAnswerFailsOneCallAndSendsNothing() {
        try (RestartableServer server = RestartableServer.start();
                TcpProxy proxy = new TcpProxy(server.port());
                DistributedCoordination handle = RedisCoordination.builder(proxy.uri(), "ns")
                        .checkInterval(Duration.ZERO)
                        .build()) {
            handle.cache().increment("counter", 1);
            proxy.mute();
            assertThatThrownBy(() -> handle.cache().increment("counter", 1))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageEndingWith("; nothing was sent");
            proxy.unmute();

            assertThat(handle.cache().increment("counter", 1)).isEqualTo(2);
        }
    }

    @Test
    void aMasterThatBecameAReplicaIsNotAskedByAConnectionThatWasIdle() {
        try (RestartableServer server = RestartableServer.start();
                Connection admin = server.connection();
                DistributedCoordination handle = RedisCoordination.builder(server.uri(), "ns")
                        .checkInterval(Duration.ZERO)
                        .build()) {
            handle.cache().set("key", Calls.VALUE);
            admin.executeCommand(
                    new CommandArguments(Command.REPLICAOF).add("127.0.0.1").add(1));

            assertThatThrownBy(() -> handle.cache().get("key"))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageContaining("the server is a replica instead of a master");
        }
    }

    /** A handle that only publishes or reads would never hear from a former master that it is one. */
    @ParameterizedTest
    @ValueSource(strings = {"get", "publish", "members"})
    void aMasterThatBecameAReplicaIsNotAskedForLongByAConnectionInConstantUse(String name) throws Exception {
        Calls.Call call = Objects.requireNonNull(Calls.all().get(name));
        try (RestartableServer server = RestartableServer.start();
                Connection admin = server.connection();
                DistributedCoordination handle = RedisCoordination.builder(server.uri(), "ns")
                        .checkInterval(Duration.ofMillis(500))
                        .build()) {
            call.apply(handle);
            admin.executeCommand(
                    new CommandArguments(Command.REPLICAOF).add("127.0.0.1").add(1));

            Await.until("the server is found to be a replica", () -> {
                try {
                    call.apply(handle);
                    return false;
                } catch (CoordinationUnavailableException e) {
                    assertThat(e).hasMessageContaining("the server is a replica instead of a master");
                    return true;
                }
            });
        }
    }

    @Test
    void aConnectionInConstantUseIsNotChecked() {
        try (RestartableServer server = RestartableServer.start();
                TcpProxy proxy = new TcpProxy(server.port());
                DistributedCoordination handle = RedisCoordination.builder(proxy.uri(), "ns")
                        .checkInterval(Duration.ofHours(1))
                        .build()) {
            handle.cache().get("key");
            long before = proxy.roundTrips();

            for (int i = 0; i < 100; i++) {
                handle.cache().get("key");
            }

            assertThat(proxy.roundTrips() - before).isEqualTo(100);
        }
    }
}
