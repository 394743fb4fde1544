// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.redis.server.RestartableServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/**
 * Tests the adapter on real servers in every state in which they refuse to serve clients: calls report that the server is
 * unavailable, and change nothing (G-06).
 */
class RefusingServerTest {

    private static final byte[] VALUE = {1};

    @Test
    void readOnlyReplica() throws Exception {
        try (RestartableServer server = RestartableServer.start();
                Connection admin = server.connection();
                DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns")) {
            handle.cache().set("k", VALUE);
            send(admin, "REPLICAOF", "127.0.0.1", "1");

            assertRefused("READONLY", () -> handle.cache().set("k", new byte[0]));
            assertRefused(
                    "the server is a replica instead of a master",
                    () -> handle.cache().get("k"));
            try (DistributedCoordination unchecked = RedisCoordination.builder(server.uri(), "ns")
                    .checkServer(false)
                    .build()) {
                assertRefused("READONLY", () -> unchecked.cache().set("k", new byte[0]));
                assertRefused("READONLY", () -> unchecked.cache().delete("k"));
                assertRefused("READONLY", () -> unchecked.cache().increment("n", 1));
                assertRefused("READONLY", () -> unchecked.cache().deleteMatching("*"));
                assertScriptsThatWriteAreRefused("READONLY", unchecked);

                assertThat(unchecked.cache().get("k")).hasValue(VALUE);
            }
        }
    }

    @Test
    void replicaThatServesNoStaleData() throws Exception {
        try (RestartableServer server = RestartableServer.start();
                Connection admin = server.connection();
                DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns")) {
            assertThat(handle.cache().get("k")).isEmpty();
            send(admin, "CONFIG", "SET", "replica-serve-stale-data", "no");
            send(admin, "REPLICAOF", "127.0.0.1", "1");

            assertRefused("MASTERDOWN", () -> handle.cache().get("k"));
            assertRefused(
                    "the server is a replica instead of a master",
                    () -> handle.clusterMembership().members());
        }
    }

    @Test
    void outOfMemory() throws Exception {
        try (RestartableServer server = RestartableServer.start();
                Connection admin = server.connection();
                DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns")) {
            handle.cache().set("k", VALUE);
            send(admin, "CONFIG", "SET", "maxmemory", "1");

            assertRefused("OOM", () -> handle.cache().set("k", new byte[0]));
            assertRefused("OOM", () -> handle.cache().setIfAbsent("l", VALUE, ofSeconds(9)));
            assertRefused("OOM", () -> handle.cache().increment("n", 1));
            assertScriptsThatWriteAreRefused("OOM", handle);

            assertThat(handle.cache().get("k")).hasValue(VALUE);
        }
    }

    @Test
    void aFullServerServesThoseThatHoldSomething() throws Exception {
        try (RestartableServer server = RestartableServer.start();
                Connection admin = server.connection();
                DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns");
                Subscription subscription = handle.pubSub().subscribe("channel")) {
            Leadership term =
                    handle.leaderElection().tryAcquire("e", "n", ofSeconds(9)).orElseThrow();
            handle.clusterMembership().register("n", Map.of(), ofSeconds(9));
            send(admin, "CONFIG", "SET", "maxmemory", "1");

            assertThat(handle.leaderElection().renew(term, ofSeconds(9))).isTrue();
            assertThat(handle.leaderElection().tryAcquire("e", "n", ofSeconds(9)))
                    .contains(term);
            assertThat(handle.leaderElection().currentLeader("e")).contains(term);
            assertThat(handle.clusterMembership().heartbeat("n", ofSeconds(9))).isTrue();
            assertThat(handle.clusterMembership().activeNodes()).containsExactly("n");
            assertThat(handle.pubSub().publish("channel", VALUE)).isEqualTo(1);
            assertThat(subscription.poll()).isPresent();
            assertThat(handle.leaderElection().release(term)).isTrue();
            assertThat(handle.clusterMembership().deregister("n")).isTrue();
            assertRefused("OOM", () -> handle.leaderElection().tryAcquire("e", "n", ofSeconds(9)));
            assertRefused("OOM", () -> handle.clusterMembership().register("n", Map.of(), ofSeconds(9)));
        }
    }

    @Test
    void tooFewReplicas() throws Exception {
        try (RestartableServer server = RestartableServer.start("min-replicas-to-write 1");
                DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns")) {

            assertRefused("NOREPLICAS", () -> handle.cache().set("k", VALUE));
            assertScriptsThatWriteAreRefused("NOREPLICAS", handle);
        }
    }

    @Test
    void unableToPersist() throws Exception {
        try (RestartableServer server = RestartableServer.start();
                Connection admin = server.connection();
                DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns")) {
            Path gone = Files.createDirectory(server.directory().resolve("gone"));
            send(admin, "CONFIG", "SET", "dir", gone.toString());
            send(admin, "CONFIG", "SET", "save", "86400 1");
            Files.delete(gone);
            send(admin, "BGSAVE");
            Await.until(
                    "saving has failed",
                    () -> send(admin, "INFO", "persistence").contains("last_bgsave_status:err"));

            assertRefused("MISCONF", () -> handle.cache().set("k", VALUE));
            assertScriptsThatWriteAreRefused("MISCONF", handle);
        }
    }

    @Test
    void busyWithAScriptFromAnotherClient() throws Exception {
        try (RestartableServer server = RestartableServer.start("lua-time-limit 1");
                Connection admin = server.connection();
                Connection busy = server.connection();
                DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns")) {
            handle.cache().set("k", VALUE);
            Thread endless = new Thread(() -> {
                try {
                    send(busy, "EVAL", "while true do end", "0");
                } catch (RuntimeException e) {
                    // Killed below.
                }
            });
            endless.start();
            Await.until("the script runs", () -> isBusy(admin));

            assertRefused("BUSY", () -> handle.cache().get("k"));
            assertRefused("BUSY", () -> handle.clusterMembership().activeNodes());
            assertRefused("BUSY", () -> handle.pubSub().publish("c", VALUE));

            send(admin, "SCRIPT", "KILL");
            endless.join();
            assertThat(handle.cache().get("k")).hasValue(VALUE);
        }
    }

    @Test
    void loading() throws Exception {
        try (RestartableServer server = RestartableServer.start("rdbcompression no")) {
            try (Connection admin = server.connection();
                    DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns")) {
                // While Redis loads its data, it handles clients only once per 2 MiB.
                for (int i = 0; i < 25; i++) {
                    handle.cache().set("key" + i, new byte[2 * 1024 * 1024]);
                }
                send(admin, "SAVE");
            }
            try (RestartableServer loading = RestartableServer.startUntil(
                            "Server initialized", "dir " + server.directory(), "key-load-delay 300000");
                    DistributedCoordination handle = RedisCoordination.connect(loading.uri(), "ns")) {

                assertRefused("LOADING", () -> handle.cache().get("key1"));
                assertRefused("LOADING", () -> handle.clusterMembership().activeNodes());
            }
        }
    }

    @Test
    void missingOrWrongPassword() throws Exception {
        try (RestartableServer server = RestartableServer.start("requirepass secret")) {
            assertConnectionRefused("NOAUTH", server.uri().toString());
            assertConnectionRefused("WRONGPASS", "redis://:not-it@127.0.0.1:" + server.port());
            assertConnectionRefused("WRONGPASS", "redis://bob:secret@127.0.0.1:" + server.port());

            try (DistributedCoordination handle =
                    RedisCoordination.connect(URI.create("redis://:secret@127.0.0.1:" + server.port()), "ns")) {
                assertThat(handle.cache().get("k")).isEmpty();
            }
        }
    }

    @Test
    void userWithoutPermission() throws Exception {
        try (RestartableServer server =
                RestartableServer.start("user bob on >secret ~ns:* resetchannels +@all -set -publish -get")) {
            URI uri = URI.create("redis://bob:secret@127.0.0.1:" + server.port());
            try (DistributedCoordination handle = RedisCoordination.connect(uri, "ns");
                    DistributedCoordination elsewhere = RedisCoordination.connect(uri, "elsewhere")) {

                assertRefused("NOPERM", () -> handle.cache().set("k", VALUE));
                assertRefused("NOPERM", () -> handle.cache().get("k"));
                assertRefused("NOPERM", () -> handle.pubSub().publish("k", VALUE));
                assertRefused("NOPERM", () -> handle.pubSub().subscribe("k"));
                assertRefused("NOPERM", () -> elsewhere.cache().exists("k"));
                assertRefused(
                        "The user executing the script can't",
                        () -> handle.leaderElection().tryAcquire("e", "n", ofSeconds(9)));
            }
        }
    }

    @Test
    @Tag("jedis-8") // Earlier versions write more before they read, and see a connection reset instead of the reason.
    void tooManyClients() throws Exception {
        try (RestartableServer server = RestartableServer.start("maxclients 1");
                Connection admin = server.connection()) {
            send(admin, "PING");

            assertConnectionRefused(
                    "ERR max number of clients reached", server.uri().toString());
        }
    }

    @Test
    void serverThatIsNotRunning() throws Exception {
        RestartableServer server = RestartableServer.start();
        server.close();

        assertConnectionRefused(
                "Failed to connect to 127.0.0.1:" + server.port(), "redis://bob:secret@127.0.0.1:" + server.port());
    }

    @Test
    void serverThatDoesNotKnowHelloAndEchoesThePassword() throws Exception {
        try (RestartableServer server = RestartableServer.start("rename-command HELLO \"\"")) {

            assertConnectionRefused("", "redis://bob:secret@127.0.0.1:" + server.port() + "?protocol=3");
        }
    }

    @Test
    void aKeyOfAnotherTypeCausesAPlainCoordinationException() throws Exception {
        try (RestartableServer server = RestartableServer.start();
                Connection admin = server.connection();
                DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns")) {
            send(admin, "SADD", "ns:c:k", "member");
            send(admin, "SET", "ns:{ns:m}:i", "not a set");
            send(admin, "SADD", "ns:{l:e}:h", "member");
            send(admin, "SET", "ns:{l:f}:t", "not a number");

            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> handle.cache().get("k"),
                    () -> handle.cache().increment("k", 1),
                    () -> handle.cache().increment("k", 1, ofSeconds(9)),
                    () -> handle.cache().replace("k", VALUE, VALUE),
                    () -> handle.cache().delete("k", VALUE),
                    () -> handle.clusterMembership().activeNodes(),
                    () -> handle.clusterMembership().members(),
                    () -> handle.leaderElection().currentLeader("e"),
                    () -> handle.leaderElection().tryAcquire("e", "n", ofSeconds(9)))) {
                assertThatThrownBy(call)
                        .isExactlyInstanceOf(CoordinationException.class)
                        .hasMessageContaining("WRONGTYPE Operation against a key holding the wrong kind of value");
            }
            assertThatThrownBy(() -> handle.leaderElection().tryAcquire("f", "n", ofSeconds(9)))
                    .isExactlyInstanceOf(CoordinationException.class)
                    .hasMessageContaining("value is not an integer or out of range");
        }
    }

    private static void assertScriptsThatWriteAreRefused(String code, DistributedCoordination handle) {
        assertRefused(code, () -> handle.cache().increment("n", 1, ofSeconds(9)));
        assertRefused(code, () -> handle.leaderElection().tryAcquire("e", "n", ofSeconds(9)));
        assertRefused(code, () -> handle.clusterMembership().register("n", Map.of(), ofSeconds(9)));
        assertThat(handle.cache().exists("n")).isFalse();
        assertThat(handle.leaderElection().currentLeader("e")).isEmpty();
        assertThat(handle.clusterMembership().metadata("n")).isEmpty();
    }

    private static void assertConnectionRefused(String text, String uri) {
        try (DistributedCoordination handle = RedisCoordination.connect(URI.create(uri), "ns")) {
            assertRefused(text, () -> handle.cache().get("k"));
            assertRefused(text, () -> handle.cache().set("k", VALUE));
            assertRefused(text, () -> handle.pubSub().subscribe("k"));
            assertRefused(text, () -> handle.pubSub().subscribe(List.of(Topic.pattern("k")), message -> {}));
            assertThat(handle.toString()).doesNotContain("secret");
        }
    }

    private static void assertRefused(String text, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(CoordinationUnavailableException.class)
                .hasMessageContaining(text)
                .hasMessageContaining("(G-06)")
                .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("secret"));
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static boolean isBusy(Connection admin) {
        try {
            send(admin, "PING");
            return false;
        } catch (RuntimeException e) {
            return e.getMessage().startsWith("BUSY");
        }
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
