// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static dev.coordination.redis.ScriptedServer.bulk;
import static dev.coordination.redis.ScriptedServer.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.redis.server.RestartableServer;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that handles refuse servers that would give wrong answers: replicas, sentinels, and nodes of a cluster. */
class ServerCheckTest {

    @Test
    void aReplicaIsRefusedByEveryCall() {
        try (RestartableServer master = RestartableServer.start();
                RestartableServer replica = RestartableServer.start("replicaof 127.0.0.1 " + master.port())) {
            assertRefused(replica.uri(), "the server is a replica instead of a master");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aNodeOfAClusterIsRefusedByEveryCall(int protocol) {
        try (RestartableServer node = RestartableServer.start("cluster-enabled yes")) {
            assertRefused(
                    URI.create(node.uri() + "?protocol=" + protocol),
                    "the server is in mode cluster instead of standalone");
        }
    }

    @Test
    void aSentinelIsRefusedByEveryCall() {
        try (ScriptedServer sentinel =
                new ScriptedServer(words -> onHello(words, ScriptedServer.hello("sentinel", "sentinel")))) {
            assertRefused(sentinel.uri(), "the server is in mode sentinel instead of standalone");
        }
    }

    private static void assertRefused(URI uri, String problem) {
        try (DistributedCoordination handle = RedisCoordination.connect(uri, "ns")) {
            Calls.all().forEach((name, call) -> assertRefused(() -> call.apply(handle), name, problem));
            assertRefused(() -> handle.pubSub().subscribe("channel"), "subscribe", problem);
        }
    }

    private static void assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String name, String problem) {
        assertThatThrownBy(call)
                .as(name)
                .isExactlyInstanceOf(CoordinationUnavailableException.class)
                .hasMessageStartingWith("Redis cannot be used for ")
                .hasMessageEndingWith(" (G-06): " + problem + "; nothing was sent");
    }

    @Test
    void nothingIsSentToAServerThatIsRefused() {
        List<String> commands = new CopyOnWriteArrayList<>();
        try (ScriptedServer replica = new ScriptedServer(words -> {
                    commands.add(words.get(0));
                    return onHello(words, ScriptedServer.hello("standalone", "replica"));
                });
                DistributedCoordination handle = RedisCoordination.connect(replica.uri(), "ns")) {
            Calls.all()
                    .values()
                    .forEach(call -> assertThatThrownBy(() -> call.apply(handle))
                            .isExactlyInstanceOf(CoordinationUnavailableException.class));
        }
        assertThat(commands).isNotEmpty().isSubsetOf("HELLO", "CLIENT");
    }

    @Test
    void theCheckCanBeSwitchedOff() {
        try (RestartableServer master = RestartableServer.start();
                RestartableServer replica = RestartableServer.start("replicaof 127.0.0.1 " + master.port());
                DistributedCoordination handle = RedisCoordination.builder(replica.uri(), "ns")
                        .checkServer(false)
                        .build()) {
            assertThat(handle.cache().exists("key")).isFalse();
            assertThatThrownBy(() -> handle.cache().set("key", Calls.VALUE)).hasMessageContaining("READONLY");
        }
    }

    @ParameterizedTest
    @CsvSource({"master, true", "slave, false", "sentinel, false", "handshake, true"})
    void aServerWithoutHelloIsAskedForItsRole(String role, boolean usable) {
        assertUsable(usable, words -> switch (words.get(0).toUpperCase(Locale.ROOT)) {
            case "HELLO" -> "-ERR unknown command 'HELLO'\r\n";
            case "ROLE" -> list(bulk(role), ":0\r\n", list());
            default -> null;
        });
    }

    @Test
    void aServerThatTellsNeitherIsUsed() {
        assertUsable(true, words -> switch (words.get(0).toUpperCase(Locale.ROOT)) {
            case "HELLO" -> "-ERR unknown command 'HELLO'\r\n";
            case "ROLE" -> "-NOPERM this user has no permissions to run the command\r\n";
            default -> null;
        });
    }

    @Test
    void aReplyToHelloWithoutModeAndRoleIsNoReasonToRefuse() {
        assertUsable(true, words -> onHello(words, list(bulk("server"), bulk("other"))));
        assertUsable(true, words -> onHello(words, list(bulk("mode"))));
        assertUsable(true, words -> onHello(words, list()));
    }

    private static void assertUsable(
            boolean usable, java.util.function.Function<List<String>, @Nullable String> script) {
        try (ScriptedServer server = new ScriptedServer(words -> {
                    String reply = script.apply(words);
                    return reply == null && words.get(0).equals("EXISTS") ? ":1\r\n" : reply;
                });
                DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns")) {
            if (usable) {
                assertThat(handle.cache().exists("key")).isTrue();
            } else {
                assertThatThrownBy(() -> handle.cache().exists("key"))
                        .isExactlyInstanceOf(CoordinationUnavailableException.class);
            }
        }
    }

    /** Replies to the HELLO of the check, which has no arguments. */
    private static @Nullable String onHello(List<String> words, String reply) {
        return words.get(0).equals("HELLO") && words.size() == 1 ? reply : null;
    }

    @Test
    void aUserWithoutAnyPermissionCanStillBeChecked() {
        try (RestartableServer server = RestartableServer.start("user bob on >secret ~ns:* -@all +get");
                DistributedCoordination handle =
                        RedisCoordination.connect(URI.create("redis://bob:secret@127.0.0.1:" + server.port()), "ns")) {
            assertThatCode(() -> handle.cache().get("key")).doesNotThrowAnyException();
        }
    }
}
