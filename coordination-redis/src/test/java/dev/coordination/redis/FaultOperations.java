// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Leadership;
import dev.coordination.redis.FaultCallOperation.Builder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every operation of the port. */
final class FaultOperations {

    private static final String LEASE = "{l:election}:h";
    private static final String HELD = "7:node";
    private static final String NODE = FaultState.node("node");

    /** More than the buffers of a connection hold. */
    private static final int LARGE = 4 * 1024 * 1024;

    private FaultOperations() {}

    static List<FaultOperation> all() {
        List<FaultOperation> all = new ArrayList<>();
        cache().forEach(operation -> all.add(operation.build()));
        others().forEach(operation -> all.add(operation.build()));
        all.addAll(FaultSubscriptionOperation.all());
        return all;
    }

    private static Builder call(String name, String command) {
        Calls.Call call = Calls.all().get(name);
        if (call == null) {
            throw new IllegalArgumentException(name);
        }
        return new Builder(name, command, call);
    }

    private static List<Builder> cache() {
        return List.of(
                call("get", "GET").given("c:key", "$").returns(FaultOperations::isNumber),
                call("set", "SET").given("c:key", "0").leaves(Map.of("c:key", "1")),
                call("set with a TTL", "SET").given("c:key", "0").leaves(Map.of("c:key", "1" + FaultState.LONG)),
                new Builder("set of a large value", "SET", handle -> {
                            handle.cache().set("key", new byte[LARGE]);
                            return null;
                        })
                        .given("c:key", "0")
                        .leaves(Map.of("c:key", LARGE + " bytes")),
                call("setIfAbsent", "SET").returns(Boolean.TRUE::equals).leaves(Map.of("c:key", "1")),
                call("setIfAbsent with a TTL", "SET")
                        .returns(Boolean.TRUE::equals)
                        .leaves(Map.of("c:key", "1" + FaultState.LONG)),
                call("replace", "EVALSHA")
                        .given("c:key", "1")
                        .returns(Boolean.TRUE::equals)
                        .leaves(Map.of("c:key", "2")),
                call("delete", "DEL")
                        .given("c:key", "1")
                        .returns(Boolean.TRUE::equals)
                        .leaves(Map.of()),
                call("delete an expected value", "EVALSHA")
                        .given("c:key", "1")
                        .returns(Boolean.TRUE::equals)
                        .leaves(Map.of()),
                call("deleteMatching", "UNLINK")
                        .given("c:key1", "1")
                        .given("c:key2", "1")
                        .given("c:other", "1")
                        .returns(Long.valueOf(2)::equals)
                        .leaves(Map.of("c:other", "1")),
                // The rest of the pattern is so long that each step of the scan examines one key.
                new Builder(
                                "deleteMatching in steps",
                                "UNLINK",
                                handle -> handle.cache().deleteMatching("key" + "*".repeat(1_000)))
                        .given("c:key1", "1")
                        .given("c:key2", "1")
                        .given("c:key3", "1")
                        .given("c:other", "1")
                        .returns(Long.valueOf(3)::equals)
                        .leaves(Map.of("c:other", "1"))
                        .inSteps(),
                call("exists", "EXISTS").given("c:key", "1").returns(Boolean.TRUE::equals),
                call("ttl", "PTTL").given("c:key", "1" + FaultState.SHORT).returns(FaultOperations::isShort),
                call("expire", "PEXPIRE")
                        .given("c:key", "1")
                        .returns(Boolean.TRUE::equals)
                        .leaves(Map.of("c:key", "1" + FaultState.LONG)),
                call("increment", "INCRBY")
                        .given("c:counter", "41")
                        .returns(Long.valueOf(42)::equals)
                        .leaves(Map.of("c:counter", "42")),
                call("increment with a TTL", "EVALSHA")
                        .returns(Long.valueOf(1)::equals)
                        .leaves(Map.of("c:counter", "1" + FaultState.LONG)));
    }

    private static boolean isNumber(@Nullable Object result, int number) {
        return result instanceof Optional<?> optional
                && optional.isPresent()
                && optional.get() instanceof byte[] bytes
                && Utf8.text(bytes).equals(Integer.toString(number));
    }

    private static boolean isShort(@Nullable Object result) {
        return result instanceof Optional<?> optional
                && optional.isPresent()
                && optional.get() instanceof Duration ttl
                && !ttl.isNegative()
                && !ttl.isZero()
                && ttl.compareTo(Duration.ofSeconds(30)) <= 0;
    }

    private static List<Builder> others() {
        return List.of(
                call("publish", "PUBLISH")
                        .givenListener()
                        .returns(Long.valueOf(1)::equals)
                        .leaves(Map.of(FaultState.PUBLISHED, "1")),
                call("tryAcquire", "EVALSHA")
                        .returns(FaultOperations::isNewTerm)
                        .leaves(Map.of(LEASE, "new:node" + FaultState.LONG)),
                call("renew", "EVALSHA")
                        .given(LEASE, HELD + FaultState.SHORT)
                        .returns(Boolean.TRUE::equals)
                        .leaves(Map.of(LEASE, HELD + FaultState.LONG)),
                call("release", "EVALSHA")
                        .given(LEASE, HELD + FaultState.SHORT)
                        .returns(Boolean.TRUE::equals)
                        .leaves(Map.of()),
                call("release by node", "EVALSHA")
                        .given(LEASE, HELD + FaultState.SHORT)
                        .returns(Boolean.TRUE::equals)
                        .leaves(Map.of()),
                call("currentLeader", "GET")
                        .given(LEASE, "7$:node" + FaultState.SHORT)
                        .returns((result, number) -> Optional.of(
                                        new Leadership("election", "node", Long.parseLong("7" + number)))
                                .equals(result)),
                call("register", "EVALSHA").givenNode("node", "old").leaves(Map.of(NODE, "v" + FaultState.LONG)),
                call("heartbeat", "EVALSHA")
                        .givenNode("node", "old")
                        .returns(Boolean.TRUE::equals)
                        .leaves(Map.of(NODE, "old" + FaultState.LONG)),
                call("deregister", "EVALSHA")
                        .givenNode("node", "old")
                        .returns(Boolean.TRUE::equals)
                        .leaves(Map.of()),
                call("activeNodes", "EVALSHA")
                        .givenNode("node$", "old")
                        .returns((result, number) -> Set.of("node" + number).equals(result)),
                call("members", "EVALSHA")
                        .givenNode("node", "old$")
                        .returns((result, number) ->
                                Map.of("node", Map.of("k", "old" + number)).equals(result)),
                call("metadata", "GET")
                        .givenNode("node", "old$")
                        .returns((result, number) ->
                                Optional.of(Map.of("k", "old" + number)).equals(result)));
    }

    private static boolean isNewTerm(@Nullable Object result) {
        return result instanceof Optional<?> optional
                && optional.isPresent()
                && optional.get() instanceof Leadership term
                && term.nodeId().equals("node")
                && term.fencingToken() > 0;
    }
}
