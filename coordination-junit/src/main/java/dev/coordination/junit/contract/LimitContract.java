// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.Leadership;
import dev.coordination.Message;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The largest names, values, payloads and metadata, and what lies just beyond: G-01, C-01, S-05, M-05.
 *
 * <p>The port itself limits only the size of names. For values, payloads and metadata, these tests expect a refusal only
 * from an adapter that declares a lower limit than {@link Limits#ofPort()}.
 */
abstract class LimitContract extends PubSubArea {

    /** An operation that writes a value. */
    private record Write(String name, Call call) {

        interface Call {
            void on(SharedCache cache, String key, byte[] value);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Returns the operations that create a key or overwrite it. */
    private List<Write> creations() {
        return List.of(
                new Write("set", SharedCache::set),
                new Write("set with a TTL", (cache, key, value) -> cache.set(key, value, units(8))),
                new Write("setText", (cache, key, value) -> cache.setText(key, text(value))),
                new Write("setText with a TTL", (cache, key, value) -> cache.setText(key, text(value), units(8))),
                new Write("setIfAbsent", SharedCache::setIfAbsent),
                new Write("setIfAbsent with a TTL", (cache, key, value) -> cache.setIfAbsent(key, value, units(8))));
    }

    private static String text(byte[] value) {
        return new String(value, UTF_8);
    }

    /** A name that is too long is refused, not truncated: truncation could turn it into the name of something else. */
    @Test
    @Tag("G-01")
    void aNameThatIsTooLongIsNotMistakenForAShorterOne() {
        String longest = longestName("n");
        String longer = longest + "x";
        coordination.cache().set(longest, bytes("before"), units(4));
        Leadership held = coordination
                .leaderElection()
                .tryAcquire(longest, longest, units(4))
                .orElseThrow();
        Leadership other =
                coordination.leaderElection().tryAcquire("e", longest, units(4)).orElseThrow();
        coordination.clusterMembership().register(longest, Map.of("it", "stays"), units(4));
        Subscription subscription = has(Capability.PUBSUB) ? pubSub().subscribe(longest) : null;

        for (OperationUnderTest<String> operation : OperationUnderTest.onNames(units(8))) {
            if (operation.isSupportedBy(harness)) {
                assertThatThrownBy(() -> operation.call().on(coordination, longer))
                        .as("%s, given a name of %s bytes", operation, limits().nameBytes() + 1)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }

        assertThat(coordination.cache().get(longest)).contains(bytes("before"));
        assertThat(coordination.cache().ttl(longest).orElseThrow()).isBetween(units(3), units(4));
        assertThat(coordination.leaderElection().currentLeader(longest)).contains(held);
        assertThat(coordination.leaderElection().currentLeader("e")).contains(other);
        assertThat(coordination.clusterMembership().members()).isEqualTo(Map.of(longest, Map.of("it", "stays")));
        if (subscription != null) {
            assertThat(takeAll(subscription, longest)).isEmpty();
        }
    }

    @Test
    @Tag("C-01")
    void aValueOfTheMaximumSizeIsKeptAndALargerOneIsRefused() {
        SharedCache cache = coordination.cache();
        byte[] largest = bytes(ofBytes("value ", limits().valueBytes()));
        byte[] larger = bytes(ofBytes("value ", limits().valueBytes()) + "x");
        for (Write write : creations()) {
            write.call.on(cache, write.name, largest);
            assertThat(cache.get(write.name)).as("after %s", write).contains(largest);
        }
        cache.set("replaced", bytes("old"));
        assertThat(cache.replace("replaced", bytes("old"), largest)).isTrue();
        assertThat(cache.get("replaced")).contains(largest);

        assertNotHeld(() -> cache.delete("replaced", larger));
        assertNotHeld(() -> cache.replace("replaced", larger, bytes("new")));
        assertThat(cache.get("replaced")).contains(largest);
        if (limits().valueBytes() < Limits.ofPort().valueBytes()) {
            assertRefused(larger);
        }
    }

    private void assertRefused(byte[] larger) {
        SharedCache cache = coordination.cache();
        cache.set("present", bytes("old"), units(4));
        List<Write> writes = new ArrayList<>(creations());
        writes.add(new Write("replace", (on, key, value) -> on.replace(key, bytes("old"), value)));
        for (Write write : writes) {
            for (String key : List.of("present", "absent")) {
                assertThatThrownBy(() -> write.call.on(cache, key, larger))
                        .as("%s, given a value of %s bytes", write, larger.length)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("value")
                        .hasMessageContaining("C-01");
            }
            assertThat(cache.exists("absent")).as("after %s", write).isFalse();
            assertThat(cache.get("present")).as("after %s", write).contains(bytes("old"));
            assertThat(cache.ttl("present").orElseThrow()).as("after %s", write).isBetween(units(3), units(4));
        }
    }

    /**
     * Verifies that a comparison with an expected value that is one byte longer than the stored one returns false. An
     * adapter may also refuse such an expected value.
     */
    private static void assertNotHeld(Callable<Boolean> comparison) {
        try {
            assertThat(comparison.call())
                    .as("whether the stored value equals one that is a byte longer")
                    .isFalse();
        } catch (Exception e) {
            assertThat(e).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @Tag("S-05")
    @RequiresCapability(Capability.PUBSUB)
    void aPayloadOfTheMaximumSizeArrivesAndALargerOneIsRefused() {
        byte[] largest = ofSize(limits().payloadBytes(), 1);
        Subscription subscription = pubSub().subscribe("news");
        pubSub().publish("news", largest);
        assertThat(next(subscription)).contains(Message.onChannel("news", largest));
        if (has(Capability.PATTERN_SUBSCRIPTIONS)) {
            Subscription matching = pubSub().subscribe(List.of(Topic.pattern("wea*")));
            pubSub().publish("weather", largest);
            assertThat(next(matching)).contains(Message.onPattern("wea*", "weather", largest));
        }

        if (limits().payloadBytes() < Limits.ofPort().payloadBytes()) {
            assertThatThrownBy(() -> pubSub().publish("news", ofSize(largest.length + 1, 1)))
                    .as("publishing a payload of %s bytes", largest.length + 1)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("payload")
                    .hasMessageContaining("S-05");
            assertThat(takeAll(subscription, "news")).isEmpty();
        }
    }

    /** One byte too many is refused wherever it is: in a key, in a value or in another entry. */
    @Test
    @Tag("M-05")
    void metadataOfTheMaximumSizeIsKeptAndMoreIsRefused() {
        int most = limits().metadataBytes();
        int half = most / 2;
        Map<String, String> largest = Map.of(ofBytes("key ", half), ofBytes("value ", most - half));
        coordination.clusterMembership().register("node", largest, units(4));
        assertThat(coordination.clusterMembership().metadata("node")).contains(largest);

        if (most < Limits.ofPort().metadataBytes()) {
            List<Map<String, String>> larger = List.of(
                    Map.of(ofBytes("key ", half + 1), ofBytes("value ", most - half)),
                    Map.of(ofBytes("key ", half), ofBytes("value ", most - half + 1)),
                    Map.of(ofBytes("key ", half), ofBytes("value ", most - half), "x", ""));
            for (Map<String, String> metadata : larger) {
                for (String node : List.of("node", "another")) {
                    assertThatThrownBy(() -> coordination.clusterMembership().register(node, metadata, units(8)))
                            .as("registering '%s' with %s bytes of metadata", node, most + 1)
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("metadata")
                            .hasMessageContaining("M-05");
                }
            }
            assertThat(coordination.clusterMembership().members()).isEqualTo(Map.of("node", largest));
            time().advance(units(4));
            assertThat(coordination.clusterMembership().members()).isEmpty();
        }
    }
}
