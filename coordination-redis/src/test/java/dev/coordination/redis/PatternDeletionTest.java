// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static dev.coordination.redis.ScriptedServer.bulk;
import static dev.coordination.redis.ScriptedServer.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.ConnectionPool;

/** Tests how many keys a step of a scan examines, during which the server serves nobody else. */
class PatternDeletionTest {

    @ParameterizedTest
    @CsvSource({"key, 1000", "'', 1000", "key*, 1000", "*, 1000", "*a, 1000", "user:*:x, 512", "*:sessions, 113"})
    void aStepExaminesManyKeysIfLittleOfThePatternFollowsTheFirstStar(String pattern, int keys) {
        assertThat(PatternDeletion.batch(Utf8.bytes(pattern))).isEqualTo(keys);
    }

    @Test
    void theComparisonsOfAStepAreLimitedWhateverThePattern() {
        for (int length = 1; length <= 1_024; length++) {
            for (String pattern :
                    new String[] {"*a".repeat(length / 2) + "b", "*".repeat(length), "*" + "?".repeat(length)}) {
                byte[] bytes = Utf8.bytes(pattern.length() > 1_024 ? pattern.substring(0, 1_024) : pattern);

                int keys = PatternDeletion.batch(bytes);

                assertThat(keys).isBetween(1, 1_000);
                assertThat(keys * Math.max(1, bytes.length - 1)).as(pattern).isLessThanOrEqualTo(1_024);
            }
        }
    }

    @Test
    void aLongLiteralPrefixIsNotCounted() {
        assertThat(PatternDeletion.batch(Utf8.bytes("a".repeat(1_000) + "*"))).isEqualTo(1_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    -READONLY You can't write against a read only replica. | Redis refused deleteMatching of pattern "*" (G-06)
                    -OOM command not allowed | Redis refused deleteMatching of pattern "*" (G-06)
                    <close> | Redis could not be reached for deleteMatching of pattern "*" (G-06)
                    :7 | Redis gave no valid reply to deleteMatching of pattern "*" (G-06)
                    """)
    void aFailureInALaterStepSaysHowManyKeysTheCallHasDeleted(String reply, String failure) {
        AtomicInteger scans = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(words -> switch (words.get(0)) {
                    case "SCAN" ->
                        scans.incrementAndGet() < 3
                                ? list(bulk("7"), list(bulk("ns:c:a"), bulk("ns:c:b")))
                                : reply.startsWith("<") ? reply : reply + "\r\n";
                    case "UNLINK" -> ":2\r\n";
                    default -> null;
                });
                DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns")) {

            assertThatThrownBy(() -> handle.cache().deleteMatching("*"))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageStartingWith(
                            "deleteMatching of pattern \"*\" (G-06) had deleted 4 keys when it failed: " + failure);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    -OOM command not allowed | Redis refused deleteMatching of pattern "*" (G-06): OOM command not allowed
                    -WRONG x | Redis answered deleteMatching of pattern "*" with an error: WRONG x
                    <close> | Redis could not be reached for deleteMatching of pattern "*" (G-06)
                    +OK | Redis gave no valid reply to deleteMatching of pattern "*" (G-06)
                    *0 | Redis gave no valid reply to deleteMatching of pattern "*" (G-06)
                    """)
    void aDeletionOfKeysThatFailsIsReported(String reply, String failure) {
        try (ScriptedServer server = new ScriptedServer(words -> switch (words.get(0)) {
                    case "SCAN" -> list(bulk("7"), list(bulk("ns:c:a"), bulk("ns:c:b")));
                    case "UNLINK" -> reply.startsWith("<") ? reply : reply + "\r\n";
                    default -> null;
                });
                DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns")) {

            assertThatThrownBy(() -> handle.cache().deleteMatching("*"))
                    .isInstanceOf(CoordinationException.class)
                    .hasMessageStartingWith(failure);
        }
    }

    @Test
    void aFailureBeforeAnyKeyWasDeletedSaysWhatAnyOtherCallSays() {
        AtomicInteger scans = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(words -> !words.get(0).equals("SCAN")
                        ? null
                        : scans.incrementAndGet() < 3 ? list(bulk("7"), list()) : "-BUSY Redis is busy\r\n");
                DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns")) {

            assertThatThrownBy(() -> handle.cache().deleteMatching("*"))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageStartingWith("Redis refused deleteMatching of pattern \"*\" (G-06): BUSY");
        }
    }

    @Test
    void aDeletionDoesNotGoOnOnAnotherMaster() {
        List<String> deleted = new CopyOnWriteArrayList<>();
        try (ScriptedServer oldMaster = new ScriptedServer(words -> scan(words, "7", deleted));
                ScriptedServer newMaster = new ScriptedServer(words -> scan(words, "0", deleted));
                ConnectionPool oldPool = pool(oldMaster);
                ConnectionPool newPool = pool(newMaster)) {
            for (int switchAfter = 1; switchAfter < 8; switchAfter++) {
                AtomicInteger asked = new AtomicInteger();
                int after = switchAfter;
                PoolSource source = PoolSource.ofCaller(() -> asked.getAndIncrement() < after ? oldPool : newPool);
                HandleState state = new HandleState("test");
                CommandExecutor commands =
                        new CommandExecutor(Connections.of(source, state, Settings.DEFAULTS), state, null);

                assertThatThrownBy(() -> new PatternDeletion(commands, Namespace.of("ns"), "*").run())
                        .as("switch after " + switchAfter)
                        .isExactlyInstanceOf(CoordinationUnavailableException.class)
                        .hasMessageContaining("another server has become the master during the call");
            }
        }
    }

    private static @Nullable String scan(List<String> words, String next, List<String> deleted) {
        return switch (words.get(0)) {
            case "SCAN" ->
                ScriptedServer.list(ScriptedServer.bulk(next), ScriptedServer.list(ScriptedServer.bulk("ns:c:key")));
            case "UNLINK" -> {
                deleted.add(words.get(1));
                yield ":1\r\n";
            }
            default -> null;
        };
    }

    private static ConnectionPool pool(ScriptedServer server) {
        return ((RedisAddress) ServerUri.of(server.uri())).pool(ConnectionSettings.DEFAULTS);
    }
}
