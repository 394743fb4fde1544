// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static dev.coordination.redis.ScriptedServer.bulk;
import static dev.coordination.redis.ScriptedServer.list;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests replies that no command has, and bytes that are not a reply. A call then fails with an exception of the port, and its
 * connection is not used again, because the replies on it may have been shifted.
 */
class UnexpectedReplyTest {

    private static final String NIL = "$-1\r\n";

    private final AtomicReference<@Nullable String> scripted = new AtomicReference<>();
    private final ScriptedServer server = new ScriptedServer(this::answer);
    private final DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns");

    @AfterEach
    void close() {
        handle.close();
        server.close();
    }

    /** Answers the next command of the adapter with the scripted reply, and a later GET with its key. */
    private @Nullable String answer(List<String> words) {
        if (List.of("HELLO", "CLIENT", "AUTH", "PING").contains(words.get(0))) {
            return null;
        }
        String reply = scripted.getAndSet(null);
        if (reply != null) {
            return reply;
        }
        return words.get(0).equals("GET") ? bulk(words.get(1)) : null;
    }

    /** Replies of every kind, by name. */
    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("nil", NIL);
        kinds.put("number", ":7\r\n");
        kinds.put("negative number", ":-7\r\n");
        kinds.put("string", bulk("text"));
        kinds.put("status", "+QUEUED\r\n");
        kinds.put("empty list", list());
        kinds.put("list of numbers", list(":1\r\n", ":2\r\n"));
        kinds.put("list of one string", list(bulk("a")));
        kinds.put("list with nil", list(bulk("a"), NIL));
        kinds.put("list with an error", list(bulk("a"), "-ERR inside\r\n"));
        kinds.put("list of three", list(bulk("0"), list(), list()));
        kinds.put("nested list", list(list(list(bulk("a")))));
        kinds.put("boolean", "#t\r\n");
        kinds.put("double", ",1.5\r\n");
        kinds.put("big number", "(123456789012345678901234567890\r\n");
        kinds.put("map", "%1\r\n" + bulk("a") + bulk("b"));
        return kinds;
    }

    /** Returns which kinds a call may have; the others are unexpected. */
    private static List<String> expected(String call) {
        return switch (call) {
            case "get", "metadata", "currentLeader", "tryAcquire" -> List.of("nil", "string", "status");
            case "set", "set with a TTL" -> List.of();
            case "setIfAbsent", "setIfAbsent with a TTL" -> List.of("nil");
            case "increment", "publish", "ttl" -> List.of("number", "negative number");
            default -> List.of();
        };
    }

    static List<String> calls() {
        return List.copyOf(Calls.all().keySet());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aReplyThatACallCannotHaveBreaksItsConnection(String call) {
        kinds().forEach((kind, reply) -> {
            if (expected(call).contains(kind)) {
                return;
            }
            handle.cache().get("connected");
            int before = server.connections();
            scripted.set(reply);

            assertThatThrownBy(() -> Calls.all().get(call).apply(handle))
                    .as(call + " answered by " + kind)
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageContaining("(G-06)")
                    .hasMessageContaining("Redis sent ")
                    .hasMessageEndingWith("; the call may or may not have taken effect");
            assertThat(handle.cache().get("b")).hasValue("ns:c:b".getBytes(ISO_8859_1));
            assertThat(server.connections())
                    .as("connections after " + call + " was answered by " + kind)
                    .isGreaterThan(before);
        });
    }

    @Test
    void anExtraReplyIsNotTakenForTheReplyToTheNextCall() {
        scripted.set(":7\r\n" + bulk("of a"));

        assertThatThrownBy(() -> handle.cache().get("a")).isInstanceOf(CoordinationUnavailableException.class);

        assertThat(handle.cache().get("b")).hasValue("ns:c:b".getBytes(ISO_8859_1));
    }

    @Test
    void aSecondReplyOfTheSameKindIsNotTakenForTheReplyToTheNextCall() {
        for (String surplus : List.of(bulk("of a"), NIL, ":1\r\n", "-ERR late\r\n", list())) {
            scripted.set(bulk("a") + surplus);

            assertThatThrownBy(() -> handle.cache().get("a"))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageContaining("Redis sent more than one reply");

            assertThat(handle.cache().get("b")).hasValue("ns:c:b".getBytes(ISO_8859_1));
        }
    }

    @Test
    void garbageWhileAConnectionIsMadeOrCheckedIsReportedAsUnavailable() {
        for (int garbledReply = 0; garbledReply < 4; garbledReply++) {
            int garbled = garbledReply;
            garbage().forEach((name, bytes) -> {
                if (name.startsWith("random")) {
                    return;
                }
                AtomicInteger replies = new AtomicInteger();
                try (ScriptedServer garbling = new ScriptedServer(
                                words -> replies.getAndIncrement() == garbled ? bytes + ScriptedServer.CLOSE : null);
                        DistributedCoordination connecting = RedisCoordination.connect(garbling.uri(), "ns")) {
                    for (ThrowingCallable call : List.<ThrowingCallable>of(
                            () -> connecting.cache().get("key"),
                            () -> connecting.pubSub().subscribe("channel"))) {
                        replies.set(0);
                        Throwable failure = catchThrowable(call);
                        if (failure != null) { // the connection may be made anew, or Jedis may not need that reply
                            assertThat(failure)
                                    .as(name + " as reply " + garbled)
                                    .isInstanceOf(CoordinationException.class);
                        }
                    }
                }
            });
        }
    }

    /** Bytes that are not a reply, by name. Not among them are numbers with other characters, which Jedis reads as numbers. */
    static Map<String, String> garbage() {
        Map<String, String> garbage = new LinkedHashMap<>();
        garbage.put("deeply nested lists", "*1\r\n".repeat(1_000_000));
        garbage.put("deeply nested pushes", ">2\r\n".repeat(1_000_000));
        garbage.put("deeply nested maps", "%1\r\n".repeat(1_000_000));
        garbage.put("deeply nested sets", "~1\r\n".repeat(1_000_000));
        garbage.put("a list longer than the heap", "*2147483647\r\n");
        garbage.put("a map longer than the heap", "%2147483647\r\n");
        garbage.put("a string longer than the heap", "$2147483647\r\n");
        garbage.put("a length beyond an int", "$99999999999999999999\r\n");
        garbage.put("a negative length", "$-7\r\n");
        garbage.put("a negative list", "*-7\r\n");
        garbage.put("a length that is no number", "$abc\r\n\r\n");
        garbage.put("a double that is none", ",abc\r\n");
        garbage.put("a boolean that is none", "#x\r\n");
        garbage.put("a big number that is none", "(abc\r\n");
        garbage.put("a redirection to nowhere", "-MOVED\r\n");
        garbage.put("a redirection without a port", "-MOVED 1 host\r\n");
        garbage.put("a redirection to a slot that is none", "-ASK x host:1\r\n");
        garbage.put("HTTP", "HTTP/1.1 400 Bad Request\r\n\r\n");
        garbage.put("nothing but line breaks", "\r\n\r\n");
        garbage.put("zero bytes", "\0".repeat(100));
        Random random = new Random(20);
        for (int i = 0; i < 300; i++) {
            // Short lines, because Jedis allocates as much as a line claims as the length of a reply, whatever follows.
            StringBuilder bytes = new StringBuilder();
            for (int line = random.nextInt(6); line >= 0; line--) {
                bytes.append("*%>~$:,(#_=-!+".charAt(random.nextInt(14)));
                for (int length = random.nextInt(6); length > 0; length--) {
                    bytes.append(
                            random.nextBoolean()
                                    ? (char) random.nextInt(256)
                                    : "-+0123456789".charAt(random.nextInt(12)));
                }
                bytes.append("\r\n");
            }
            garbage.put("random bytes " + i, bytes.toString());
        }
        return garbage;
    }

    @Test
    void garbageIsReportedAsAnExceptionOfThePortWhateverTheCall() {
        List<String> calls = calls();
        AtomicInteger next = new AtomicInteger();
        garbage().forEach((name, bytes) -> {
            int times =
                    bytes.length() > 1_000 || name.contains("length") || name.startsWith("random") ? 2 : calls.size();
            for (int i = 0; i < times; i++) {
                String call = calls.get(next.getAndIncrement() % calls.size());
                scripted.set(bytes + ScriptedServer.CLOSE);

                Throwable failure = catchThrowable(() -> Calls.all().get(call).apply(handle));

                if (failure != null || !name.startsWith("random")) { // random bytes may be a reply
                    assertThat(failure).as(call + " answered by " + name).isInstanceOf(CoordinationException.class);
                }
                scripted.set(null);
            }
        });
    }
}
