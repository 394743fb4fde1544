// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.Operation;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the port with all arguments fixed except one, for the rules that hold for all operations.
 *
 * @param name a readable name of the operation
 * @param argument the name of the argument that is not fixed
 * @param needs the capabilities that the operation requires
 * @param call invokes the operation
 */
record OperationUnderTest<T>(String name, String argument, Set<Capability> needs, Invocation<T> call) {

    /** Calls an operation on a handle with an argument, which may be invalid, and returns its result, or null if it is void. */
    @FunctionalInterface
    interface Invocation<T> {
        @Nullable
        Object on(DistributedCoordination handle, @Nullable T argument) throws Exception;
    }

    /** An invocation without a result. */
    @FunctionalInterface
    private interface VoidInvocation<T> {
        void on(DistributedCoordination handle, @Nullable T argument) throws Exception;
    }

    private static final byte[] VALUE = {1};
    private static final Set<Capability> NOTHING = Set.of();
    private static final Set<Capability> PUB_SUB = Set.of(Capability.PUBSUB);

    private static <T> OperationUnderTest<T> of(String name, String argument, Invocation<T> call) {
        return new OperationUnderTest<>(name, argument, NOTHING, call);
    }

    private static <T> OperationUnderTest<T> ofVoid(String name, String argument, VoidInvocation<T> call) {
        return of(name, argument, (handle, value) -> {
            call.on(handle, value);
            return null;
        });
    }

    /** Returns at least one operation for each method of the areas. */
    static List<OperationUnderTest<String>> all(Duration ttl) {
        return all(new Leadership("x", "x", 1), ttl);
    }

    /** Returns at least one operation for each method of the areas. Those that renew or release a term use the given one. */
    static List<OperationUnderTest<String>> all(Leadership held, Duration ttl) {
        List<OperationUnderTest<String>> operations = new ArrayList<>(onNames(ttl));
        operations.addAll(onPatterns());
        operations.addAll(others(held, ttl));
        return operations;
    }

    /** Returns the operations that take a name of any kind, with a given TTL if they need one. */
    @SuppressWarnings("NullAway") // Null arguments are tested.
    static List<OperationUnderTest<String>> onNames(Duration ttl) {
        List<OperationUnderTest<String>> operations = new ArrayList<>(List.of(
                of("get", "key", (on, key) -> on.cache().get(key)),
                of("getText", "key", (on, key) -> on.cache().getText(key)),
                ofVoid("setText", "key", (on, key) -> on.cache().setText(key, "text")),
                ofVoid("setText with a TTL", "key", (on, key) -> on.cache().setText(key, "text", ttl)),
                ofVoid("set", "key", (on, key) -> on.cache().set(key, VALUE)),
                ofVoid("set with a TTL", "key", (on, key) -> on.cache().set(key, VALUE, ttl)),
                of("setIfAbsent", "key", (on, key) -> on.cache().setIfAbsent(key, VALUE)),
                of("setIfAbsent with a TTL", "key", (on, key) -> on.cache().setIfAbsent(key, VALUE, ttl)),
                of("replace", "key", (on, key) -> on.cache().replace(key, VALUE, VALUE)),
                of("delete", "key", (on, key) -> on.cache().delete(key)),
                of("delete an expected value", "key", (on, key) -> on.cache().delete(key, VALUE)),
                of("exists", "key", (on, key) -> on.cache().exists(key)),
                of("ttl", "key", (on, key) -> on.cache().ttl(key)),
                of("expire", "key", (on, key) -> on.cache().expire(key, ttl)),
                of("increment", "key", (on, key) -> on.cache().increment(key, 1)),
                of("increment with a TTL", "key", (on, key) -> on.cache().increment(key, 1, ttl))));
        operations.addAll(List.of(
                of("tryAcquire", "election", (on, name) -> on.leaderElection().tryAcquire(name, "n", ttl)),
                of("tryAcquire", "nodeId", (on, name) -> on.leaderElection().tryAcquire("e", name, ttl)),
                of(
                        "release by node",
                        "election",
                        (on, name) -> on.leaderElection().release(name, "n")),
                of(
                        "release by node",
                        "nodeId",
                        (on, name) -> on.leaderElection().release("e", name)),
                of(
                        "currentLeader",
                        "election",
                        (on, name) -> on.leaderElection().currentLeader(name)),
                ofVoid(
                        "register",
                        "nodeId",
                        (on, name) -> on.clusterMembership().register(name, Map.of(), ttl)),
                of("heartbeat", "nodeId", (on, name) -> on.clusterMembership().heartbeat(name, ttl)),
                of("deregister", "nodeId", (on, name) -> on.clusterMembership().deregister(name)),
                of("metadata", "nodeId", (on, name) -> on.clusterMembership().metadata(name))));
        operations.addAll(List.of(
                new OperationUnderTest<>(
                        "publish", "channel", PUB_SUB, (on, name) -> on.pubSub().publish(name, VALUE)),
                new OperationUnderTest<>(
                        "subscribe",
                        "channel",
                        PUB_SUB,
                        (on, name) -> on.pubSub().subscribe(name)),
                new OperationUnderTest<>(
                        "subscribe to topics",
                        "channel",
                        PUB_SUB,
                        (on, name) -> on.pubSub().subscribe(List.of(Topic.channel(name)))),
                new OperationUnderTest<>(
                        "subscribe with a listener",
                        "channel",
                        PUB_SUB,
                        (on, name) -> on.pubSub().subscribe(List.of(Topic.channel(name)), message -> {}))));
        return operations;
    }

    /** Returns the operations that take a pattern. */
    @SuppressWarnings("NullAway") // Null arguments are tested.
    static List<OperationUnderTest<String>> onPatterns() {
        return List.of(
                new OperationUnderTest<>(
                        "deleteMatching",
                        "pattern",
                        Set.of(Capability.DELETE_MATCHING),
                        (on, pattern) -> on.cache().deleteMatching(pattern)),
                new OperationUnderTest<>(
                        "subscribeMatching",
                        "pattern",
                        Set.of(Capability.PUBSUB, Capability.PATTERN_SUBSCRIPTIONS),
                        (on, pattern) -> on.pubSub().subscribeMatching(pattern)));
    }

    /** Returns the operations that take a TTL, on key {@code k}, counter {@code c}, election {@code e} and node {@code n}. */
    @SuppressWarnings("NullAway") // Null arguments are tested.
    static List<OperationUnderTest<Duration>> onTtls(Leadership held) {
        return List.of(
                ofVoid("set", "ttl", (on, ttl) -> on.cache().set("k", VALUE, ttl)),
                ofVoid("setText", "ttl", (on, ttl) -> on.cache().setText("k", "text", ttl)),
                of("setIfAbsent", "ttl", (on, ttl) -> on.cache().setIfAbsent("absent", VALUE, ttl)),
                of("expire", "ttl", (on, ttl) -> on.cache().expire("k", ttl)),
                of("increment", "ttlIfCreated", (on, ttl) -> on.cache().increment("c", 1, ttl)),
                of("tryAcquire", "ttl", (on, ttl) -> on.leaderElection().tryAcquire("free", "n", ttl)),
                of(
                        "tryAcquire by the holder",
                        "ttl",
                        (on, ttl) -> on.leaderElection().tryAcquire("e", "n", ttl)),
                of("renew", "ttl", (on, ttl) -> on.leaderElection().renew(held, ttl)),
                ofVoid(
                        "register",
                        "ttl",
                        (on, ttl) -> on.clusterMembership().register("n", Map.of("changed", ""), ttl)),
                of("heartbeat", "ttl", (on, ttl) -> on.clusterMembership().heartbeat("n", ttl)));
    }

    /** Returns the operations that take neither a name nor a TTL as the argument under test. */
    static List<OperationUnderTest<String>> others(Leadership held, Duration ttl) {
        return List.of(
                of("renew", "-", (on, unused) -> on.leaderElection().renew(held, ttl)),
                of("release", "-", (on, unused) -> on.leaderElection().release(held)),
                of("activeNodes", "-", (on, unused) -> on.clusterMembership().activeNodes()),
                of("members", "-", (on, unused) -> on.clusterMembership().members()));
    }

    /**
     * Returns operations that an adapter might answer without asking its backend: those with patterns that match
     * nothing, only one name or everything, those with empty values, and those with arguments that change nothing.
     */
    static List<OperationUnderTest<String>> withForeseeableAnswers(Duration ttl) {
        byte[] empty = {};
        Leadership unknown = new Leadership("x", "x", Long.MAX_VALUE);
        List<OperationUnderTest<String>> operations = new ArrayList<>(List.of(
                of("increment by zero", "-", (on, unused) -> on.cache().increment("x", 0)),
                of(
                        "increment by zero with a TTL",
                        "-",
                        (on, unused) -> on.cache().increment("x", 0, ttl)),
                of(
                        "replace with the same empty value",
                        "-",
                        (on, unused) -> on.cache().replace("x", empty, empty)),
                of("delete an empty value", "-", (on, unused) -> on.cache().delete("x", empty)),
                of(
                        "setIfAbsent with an empty value",
                        "-",
                        (on, unused) -> on.cache().setIfAbsent("x", empty)),
                ofVoid(
                        "set with an empty value",
                        "-",
                        (on, unused) -> on.cache().set("x", empty)),
                of(
                        "renew a term that never existed",
                        "-",
                        (on, unused) -> on.leaderElection().renew(unknown, ttl)),
                of(
                        "release a term that never existed",
                        "-",
                        (on, unused) -> on.leaderElection().release(unknown)),
                new OperationUnderTest<>(
                        "publish an empty payload",
                        "-",
                        PUB_SUB,
                        (on, unused) -> on.pubSub().publish("x", empty))));
        for (String pattern : List.of("[]", "[]x", "x[]", "x[]y", "[", "x", "\\x", "[x]", "*")) {
            for (OperationUnderTest<String> operation : onPatterns()) {
                operations.add(new OperationUnderTest<>(
                        operation.name + " " + pattern,
                        "-",
                        operation.needs,
                        (on, unused) -> operation.call.on(on, pattern)));
            }
        }
        return operations;
    }

    boolean isSupportedBy(CoordinationHarness harness) {
        return harness.capabilities().containsAll(needs);
    }

    @Override
    public String toString() {
        String method = name.split(" ", 2)[0];
        String operation =
                CallRecorder.operation(method).map(Operation::toString).orElse(method);
        return operation + name.substring(method.length()) + "(" + argument + ")";
    }
}
