// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.Leadership;
import dev.coordination.MessageListener;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls with null for an argument other than a name or a TTL, or for an element of such an argument. They use
 * key {@code k}, election {@code e} and node {@code n}. For names and TTLs, see {@link OperationUnderTest}.
 */
@SuppressWarnings({"NullAway", "unchecked"}) // Null arguments are tested.
final class NullArguments {

    private static final byte[] VALUE = {1};
    private static final Set<Capability> PUB_SUB = Set.of(Capability.PUBSUB);
    private static final Set<Capability> PATTERNS = Set.of(Capability.PUBSUB, Capability.PATTERN_SUBSCRIPTIONS);
    private static final MessageListener LISTENER = message -> {};

    private NullArguments() {}

    /** A call on the cache with a null argument. */
    private interface CacheCall {
        void on(SharedCache cache, @Nullable Object none);
    }

    private static OperationUnderTest<Object> cache(String name, String argument, CacheCall call) {
        return new OperationUnderTest<>(name, argument, Set.of(), (on, none) -> {
            call.on(on.cache(), none);
            return null;
        });
    }

    static List<OperationUnderTest<Object>> ofSet(Duration ttl) {
        return List.of(
                cache("set", "value", (cache, none) -> cache.set("k", (byte[]) none)),
                cache("set with a TTL", "value", (cache, none) -> cache.set("k", (byte[]) none, ttl)),
                cache("setText", "text", (cache, none) -> cache.setText("k", (String) none)),
                cache("setText with a TTL", "text", (cache, none) -> cache.setText("k", (String) none, ttl)));
    }

    /** Returns calls both on a key that exists and on one that does not. */
    static List<OperationUnderTest<Object>> ofSetIfAbsent(Duration ttl) {
        return List.of(
                cache("setIfAbsent", "value", (cache, none) -> cache.setIfAbsent("absent", (byte[]) none)),
                cache("setIfAbsent of a present key", "value", (cache, none) -> cache.setIfAbsent("k", (byte[]) none)),
                cache("setIfAbsent with a TTL", "value", (cache, none) -> cache.setIfAbsent("k", (byte[]) none, ttl)),
                cache(
                        "setIfAbsent of an absent key with a TTL",
                        "value",
                        (cache, none) -> cache.setIfAbsent("absent", (byte[]) none, ttl)));
    }

    /** Returns calls both on a key that exists and on one that does not. */
    static List<OperationUnderTest<Object>> ofReplace(byte[] held) {
        return List.of(
                cache("replace", "expected", (cache, none) -> cache.replace("k", (byte[]) none, VALUE)),
                cache("replace", "value", (cache, none) -> cache.replace("k", held, (byte[]) none)),
                cache("replace another value", "value", (cache, none) -> cache.replace("k", VALUE, (byte[]) none)),
                cache(
                        "replace an absent key",
                        "expected",
                        (cache, none) -> cache.replace("absent", (byte[]) none, VALUE)),
                cache(
                        "replace an absent key",
                        "value",
                        (cache, none) -> cache.replace("absent", VALUE, (byte[]) none)));
    }

    static List<OperationUnderTest<Object>> ofDelete() {
        return List.of(
                cache("delete", "expected", (cache, none) -> cache.delete("k", (byte[]) none)),
                cache("delete an absent key", "expected", (cache, none) -> cache.delete("absent", (byte[]) none)));
    }

    static List<OperationUnderTest<Object>> ofRenew(Duration ttl) {
        return List.of(new OperationUnderTest<>(
                "renew", "held", Set.of(), (on, none) -> on.leaderElection().renew((Leadership) none, ttl)));
    }

    static List<OperationUnderTest<Object>> ofRelease() {
        return List.of(new OperationUnderTest<>(
                "release", "held", Set.of(), (on, none) -> on.leaderElection().release((Leadership) none)));
    }

    /** Returns calls both for a node that is registered and for one that is not. */
    static List<OperationUnderTest<Object>> ofRegister(Duration ttl) {
        Map<String, String> nullValue = new HashMap<>(Map.of("fine", "fine"));
        nullValue.put("key", null);
        Map<String, String> nullKey = new HashMap<>(Map.of("fine", "fine"));
        nullKey.put(null, "value");
        return List.of(
                register("register", "n", null, ttl),
                register("register with a null value", "n", nullValue, ttl),
                register("register with a null key", "n", nullKey, ttl),
                register("register a new node", "absent", null, ttl),
                register("register a new node with a null value", "absent", nullValue, ttl),
                register("register a new node with a null key", "absent", nullKey, ttl));
    }

    private static OperationUnderTest<Object> register(
            String name, String node, @Nullable Map<String, String> metadata, Duration ttl) {
        return new OperationUnderTest<>(name, "metadata", Set.of(), (on, none) -> {
            on.clusterMembership().register(node, metadata, ttl);
            return null;
        });
    }

    static List<OperationUnderTest<Object>> ofPublish() {
        return List.of(pubSub("publish", "payload", (on, none) -> on.pubSub().publish("x", (byte[]) none)));
    }

    static List<OperationUnderTest<Object>> ofSubscribe() {
        Collection<Topic> oneIsNull = Arrays.asList(Topic.channel("x"), null);
        Collection<Topic> onlyNull = Collections.singletonList(null);
        return List.of(
                pubSub(
                        "subscribe to channels",
                        "channels",
                        (on, none) -> on.pubSub().subscribe((String[]) none)),
                pubSub(
                        "subscribe to a channel",
                        "channel",
                        (on, none) -> on.pubSub().subscribe("x", (String) none)),
                new OperationUnderTest<>(
                        "subscribeMatching",
                        "patterns",
                        PATTERNS,
                        (on, none) -> on.pubSub().subscribeMatching((String[]) none)),
                new OperationUnderTest<>(
                        "subscribeMatching one of several",
                        "pattern",
                        PATTERNS,
                        (on, none) -> on.pubSub().subscribeMatching("x*", (String) none)),
                pubSub(
                        "subscribe to topics",
                        "topics",
                        (on, none) -> on.pubSub().subscribe((Collection<Topic>) none)),
                pubSub(
                        "subscribe to a topic",
                        "topic",
                        (on, none) -> on.pubSub().subscribe(oneIsNull)),
                pubSub(
                        "subscribe to a single topic",
                        "topic",
                        (on, none) -> on.pubSub().subscribe(onlyNull)));
    }

    static List<OperationUnderTest<Object>> ofListening() {
        Collection<Topic> oneIsNull = Arrays.asList(Topic.channel("x"), null);
        return List.of(
                pubSub(
                        "subscribe with a listener",
                        "listener",
                        (on, none) -> on.pubSub().subscribe(List.of(Topic.channel("x")), (MessageListener) none)),
                pubSub(
                        "subscribe a listener to topics",
                        "topics",
                        (on, none) -> on.pubSub().subscribe((Collection<Topic>) none, LISTENER)),
                pubSub(
                        "subscribe a listener to a topic",
                        "topic",
                        (on, none) -> on.pubSub().subscribe(oneIsNull, LISTENER)));
    }

    static List<OperationUnderTest<Object>> ofWaiting() {
        return List.of(pubSub("next", "timeout", (on, none) -> {
            try (Subscription subscription = on.pubSub().subscribe("x")) {
                return subscription.next((Duration) none);
            }
        }));
    }

    private static OperationUnderTest<Object> pubSub(
            String name, String argument, OperationUnderTest.Invocation<Object> call) {
        return new OperationUnderTest<>(name, argument, PUB_SUB, call);
    }
}
