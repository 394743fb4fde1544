// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.redis.server.RestartableServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/** Tests handles whose writes wait until replicas have confirmed them. */
class ReplicationTest {

    private static final Set<String> READS =
            Set.of("get", "exists", "ttl", "publish", "currentLeader", "activeNodes", "members", "metadata");

    @Test
    void everyWriteIsOnTheReplicasWhenItReturns() throws Exception {
        try (RestartableServer master = RestartableServer.start("repl-diskless-sync-delay 0");
                RestartableServer replica = RestartableServer.start("replicaof 127.0.0.1 " + master.port());
                DistributedCoordination handle = RedisCoordination.builder(master.uri(), "ns")
                        .replicated(1, Duration.ofSeconds(20))
                        .build();
                Connection onReplica = replica.connection()) {
            awaitReplicas(master, 1);

            for (int i = 0; i < 50; i++) {
                handle.cache().increment("counter", 1);
                assertThat(onReplica.executeCommand(new CommandArguments(Command.GET).add("ns:c:counter")))
                        .isEqualTo(Utf8.bytes(i + 1));
            }
            Calls.all().values().forEach(call -> call.apply(handle));
        }
    }

    @Test
    void aWriteThatTooFewReplicasConfirmIsReported() throws Exception {
        try (RestartableServer master = RestartableServer.start("repl-diskless-sync-delay 0");
                RestartableServer replica = RestartableServer.start("replicaof 127.0.0.1 " + master.port());
                DistributedCoordination handle = RedisCoordination.builder(master.uri(), "ns")
                        .replicated(2, Duration.ofMillis(1))
                        .build()) {
            awaitReplicas(master, 1);
            assertThat(replica.port()).isNotEqualTo(master.port());

            assertThatThrownBy(() -> handle.cache().set("key", Calls.VALUE))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageStartingWith("Redis executed set of key \"key\" (G-06), but only ")
                    .hasMessageEndingWith(
                            " of 2 replicas confirmed it within 1 ms; it is lost if a replica without it becomes the master");
            assertThat(handle.cache().get("key")).as("the master has it").hasValue(Calls.VALUE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOPERM this user has no permissions to run the 'wait' command",
                "UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?)",
                "ERR WAIT cannot be used with replica instances"
            })
    void aServerThatDoesNotWaitHasExecutedTheWrite(String refusal) {
        try (ScriptedServer master = new ScriptedServer(
                        words -> words.get(0).equals("WAIT") ? "-" + refusal + "\r\n" : reply(words));
                DistributedCoordination handle = RedisCoordination.builder(master.uri(), "ns")
                        .replicated(1, Duration.ofSeconds(1))
                        .build()) {
            for (int i = 1; i <= 3; i++) {
                assertThatThrownBy(() -> handle.cache().set("key", Calls.VALUE))
                        .isExactlyInstanceOf(CoordinationUnavailableException.class)
                        .hasMessageStartingWith(
                                "Redis executed set of key \"key\" (G-06), but did not wait for replicas: " + refusal);
                assertThat(master.connections()).as("none is used again").isEqualTo(i);
            }
        }
    }

    private static void awaitReplicas(RestartableServer master, int count) throws Exception {
        try (Connection admin = master.connection()) {
            Await.until("the replicas are online", () -> {
                Object info = admin.executeCommand(new CommandArguments(Command.INFO).add("replication"));
                return Utf8.text((byte[]) info).split("state=online", -1).length == count + 1;
            });
        }
    }

    @Test
    void writesWaitAndReadsDoNot() {
        List<String> sent = new CopyOnWriteArrayList<>();
        try (ScriptedServer master = new ScriptedServer(words -> {
                    sent.add(String.join(" ", words));
                    return reply(words);
                });
                DistributedCoordination handle = RedisCoordination.builder(master.uri(), "ns")
                        .replicated(3, Duration.ofMillis(500))
                        .build()) {
            List<String> waited = new ArrayList<>();
            Calls.all().forEach((name, call) -> {
                sent.clear();
                call.apply(handle);
                if (sent.contains("WAIT 3 500")) {
                    waited.add(name);
                }
            });

            assertThat(Calls.all().keySet())
                    .allSatisfy(name -> assertThat(waited.contains(name))
                            .as(name + " waits")
                            .isEqualTo(!READS.contains(name)));
        }
    }

    /** Answers every command so that each call succeeds, and confirms every write. */
    private static @Nullable String reply(List<String> words) {
        return switch (words.get(0)) {
            case "GET" -> "$-1\r\n";
            case "SCAN" ->
                ScriptedServer.list(ScriptedServer.bulk("0"), ScriptedServer.list(ScriptedServer.bulk("ns:c:key")));
            case "WAIT" -> ":3\r\n";
            case "EVALSHA" -> script(words.get(1));
            case "HELLO", "CLIENT", "SET" -> null;
            default -> ":1\r\n";
        };
    }

    private static String script(String sha1) {
        LuaScript script = Arrays.stream(LuaScript.values())
                .filter(candidate -> candidate.sha1().equals(sha1))
                .findAny()
                .orElseThrow();
        return switch (script) {
            case ACQUIRE -> "$-1\r\n";
            case INCREMENT -> ScriptedServer.bulk("1");
            case MEMBERS -> ScriptedServer.list(ScriptedServer.bulk("1"), ScriptedServer.bulk("0:,"));
            default -> ":1\r\n";
        };
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT1S, replicas",
        "-1, PT1S, replicas",
        "1, PT0S, timeout",
        "1, PT-1S, timeout",
        "1, PT0.0009S, timeout",
        "1, PT60.001S, timeout"
    })
    void valuesOutsideTheirRangesAreRefused(int replicas, Duration timeout, String argument) {
        assertThatThrownBy(() ->
                        RedisCoordination.builder(URI.create("redis://h"), "ns").replicated(replicas, timeout))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(argument + " must be at least ");
    }
}
