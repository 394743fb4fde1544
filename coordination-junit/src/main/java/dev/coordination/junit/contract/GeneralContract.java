// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.Leadership;
import dev.coordination.SharedCache;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Names, TTLs, and copies of arguments and results: G-01 to G-03. */
abstract class GeneralContract extends ContractArea {

    /** Names that would collide in a backend that joins names carelessly or mistakes them for patterns. */
    static final List<String> NASTY = List.of(
            "*",
            "?",
            "[a-z]",
            "\\",
            "x",
            "x:h",
            "{x}",
            "x}",
            "{m}:i",
            "c:x",
            "p:x",
            "l:x",
            "n:x",
            ":",
            " ",
            "\n",
            "\0",
            "\u00e9",
            "e\u0301",
            "\ud83d\ude00",
            "%s");

    /** The sizes of values that an adapter might not copy. */
    private static final List<Integer> SIZES = List.of(1, 3, 100, 5_000, 70_000);

    /** Characters of one to four bytes. */
    private static final List<String> CHARACTERS = List.of("a", "\u00e9", "\u65e5", "\ud83d\ude00");

    /** Returns a character, repeated as often as it fits, and an {@code x} for each remaining byte. */
    private static String filled(String character, int bytes) {
        int each = bytes(character).length;
        return character.repeat(bytes / each) + "x".repeat(bytes % each);
    }

    private List<OperationUnderTest<String>> operationsOnNames() {
        return OperationUnderTest.onNames(units(4)).stream()
                .filter(operation -> operation.isSupportedBy(harness))
                .toList();
    }

    private void assertRefused(OperationUnderTest<String> operation, String name, String shown) {
        assertThatThrownBy(() -> operation.call().on(coordination, name))
                .as("%s with %s", operation, shown)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(operation.argument())
                .hasMessageContaining("G-01");
    }

    private void assertNullIsRefused(OperationUnderTest<?> operation) {
        assertThatThrownBy(() -> operation.call().on(coordination, null))
                .as("%s, which must refuse null", operation)
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining(operation.argument());
    }

    /** This holds for every operation that takes a name. */
    @Test
    @Tag("G-01")
    void invalidNamesAreRefused() {
        for (OperationUnderTest<String> operation : operationsOnNames()) {
            assertNullIsRefused(operation);
            assertRefused(operation, "", "an empty string");
            assertRefused(operation, "a\ud800", "an unpaired surrogate");
            assertRefused(operation, "\udc00a", "an unpaired surrogate");
            assertRefused(operation, "a".repeat(limits().nameBytes() + 1), "one byte more than the maximum");
            assertRefused(operation, longestName("") + "x", "one byte more than the maximum, in two-byte characters");
        }
        assertThat(coordination.clusterMembership().members()).isEmpty();
    }

    @Test
    @Tag("G-01")
    void aNameOfTheMaximumLengthIsAccepted() throws Exception {
        for (OperationUnderTest<String> operation : operationsOnNames()) {
            for (String character : CHARACTERS) {
                operation.call().on(coordination, filled(character, limits().nameBytes()));
                assertRefused(
                        operation,
                        filled(character, limits().nameBytes()) + "x",
                        "one byte more than the maximum, in " + bytes(character).length + "-byte characters");
            }
        }
        assertThat(coordination.clusterMembership().activeNodes()).isEmpty();
    }

    @Test
    @Tag("G-01")
    void aPatternOfTheMaximumLengthIsAcceptedAndALongerOneIsRefused() throws Exception {
        int most = limits().patternBytes();
        for (OperationUnderTest<String> operation : OperationUnderTest.onPatterns()) {
            if (operation.isSupportedBy(harness)) {
                assertNullIsRefused(operation);
                assertRefused(operation, "", "an empty string");
                assertRefused(operation, "a\ud800", "an unpaired surrogate");
                assertRefused(operation, "a".repeat(most + 1), "one byte more than the maximum");
                assertRefused(
                        operation, ofBytes("", most) + "x", "one byte more than the maximum, in two-byte characters");
                for (String character : CHARACTERS) {
                    operation.call().on(coordination, filled(character, most));
                    assertRefused(
                            operation,
                            filled(character, most) + "x",
                            "one byte more than the maximum, in " + bytes(character).length + "-byte characters");
                }
            }
        }
    }

    @Test
    @Tag("G-01")
    void anyWellFormedTextIsAValidName() {
        for (String name : NASTY) {
            coordination.cache().set(name, bytes(name));
            coordination.leaderElection().tryAcquire(name, name, units(4));
            coordination.clusterMembership().register(name, Map.of(), units(4));
        }
        for (String name : NASTY) {
            assertThat(coordination.cache().get(name)).as(name).contains(bytes(name));
            assertThat(coordination.leaderElection().currentLeader(name))
                    .as(name)
                    .map(Leadership::nodeId)
                    .contains(name);
        }
        assertThat(coordination.clusterMembership().activeNodes()).containsExactlyInAnyOrderElementsOf(NASTY);
    }

    /** This holds for every operation that takes a TTL. */
    @Test
    @Tag("G-02")
    void invalidTtlsAreRefusedAndChangeNothing() {
        SharedCache cache = coordination.cache();
        cache.set("k", bytes("before"), units(4));
        Leadership held =
                coordination.leaderElection().tryAcquire("e", "n", units(4)).orElseThrow();
        coordination.clusterMembership().register("n", Map.of("a", "b"), units(4));

        for (OperationUnderTest<Duration> operation : OperationUnderTest.onTtls(held)) {
            assertNullIsRefused(operation);
            for (Duration none : List.of(
                    Duration.ZERO,
                    Duration.ofNanos(-1),
                    Duration.ofDays(-1),
                    limits().longestTtl().plusNanos(1),
                    Duration.ofDays(36_500).plusNanos(1),
                    Duration.ofSeconds(Long.MAX_VALUE))) {
                assertThatThrownBy(() -> operation.call().on(coordination, none))
                        .as("%s with %s", operation, none)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(operation.argument())
                        .hasMessageContaining("G-02")
                        .hasMessageContaining(none.toString());
            }
        }

        assertThat(cache.get("k")).contains(bytes("before"));
        assertThat(cache.ttl("k").orElseThrow()).isBetween(units(3), units(4));
        assertThat(cache.exists("absent")).isFalse();
        assertThat(cache.exists("c")).isFalse();
        assertThat(coordination.leaderElection().currentLeader("e")).contains(held);
        assertThat(coordination.leaderElection().currentLeader("free")).isEmpty();
        assertThat(coordination.clusterMembership().members()).isEqualTo(Map.of("n", Map.of("a", "b")));
        time().advance(units(4));
        assertThat(coordination.leaderElection().currentLeader("e")).isEmpty();
        assertThat(coordination.clusterMembership().activeNodes()).isEmpty();
    }

    @Test
    @Tag("G-02")
    void theLongestTtlIsAccepted() {
        Duration longest = limits().longestTtl();

        coordination.cache().set("k", bytes("x"), longest);
        coordination.leaderElection().tryAcquire("e", "n", longest);
        coordination.clusterMembership().register("n", Map.of(), longest);
        time().advance(units(1));

        assertThat(coordination.cache().ttl("k").orElseThrow())
                .isBetween(longest.minus(units(2)), limits().roundUp(longest));
        assertThat(coordination.leaderElection().currentLeader("e")).isPresent();
        assertThat(coordination.clusterMembership().activeNodes()).containsExactly("n");
    }

    /** A TTL of one nanosecond counts as one step: it is neither refused nor treated as no TTL. */
    @Test
    @Tag("G-02")
    void aFractionOfAMillisecondIsRoundedUp() throws Exception {
        Leadership none = new Leadership("e", "n", 1);
        for (OperationUnderTest<Duration> operation : OperationUnderTest.onTtls(none)) {
            operation.call().on(coordination, Duration.ofNanos(1));
        }
        time().advance(units(1));

        for (String key : List.of("k", "absent", "c")) {
            assertThat(coordination.cache().exists(key)).as(key).isFalse();
        }
        assertThat(coordination.leaderElection().currentLeader("e")).isEmpty();
        assertThat(coordination.leaderElection().currentLeader("free")).isEmpty();
        assertThat(coordination.clusterMembership().activeNodes()).isEmpty();
    }

    @Test
    @Tag("G-02")
    void aTtlHasMillisecondPrecision() {
        Duration odd = units(4).plus(limits().ttlStep());

        coordination.cache().set("k", bytes("x"), odd);

        assertThat(coordination.cache().ttl("k").orElseThrow()).isBetween(units(3), odd);
        time().advance(odd);
        assertThat(coordination.cache().exists("k")).isFalse();
    }

    /** Later changes to an array or a map have no effect. */
    @Test
    @Tag("G-03")
    void argumentsAreCopied() {
        for (int size : SIZES) {
            argumentsAreCopied(new byte[Math.min(size, limits().valueBytes())]);
        }
        for (int entries : List.of(0, 1, 20)) {
            Map<String, String> metadata = new HashMap<>();
            for (int i = 0; i < entries; i++) {
                metadata.put("key " + i, "value");
            }
            Map<String, String> before = Map.copyOf(metadata);
            coordination.clusterMembership().register("n", metadata, units(4));
            metadata.replaceAll((key, old) -> "changed");
            metadata.put("later", "x");
            assertThat(coordination.clusterMembership().metadata("n")).contains(before);
            assertThat(coordination.clusterMembership().members()).isEqualTo(Map.of("n", before));
        }
    }

    private void argumentsAreCopied(byte[] value) {
        byte[] before = value.clone();
        SharedCache cache = coordination.cache();

        cache.set("set", value);
        cache.set("set with a TTL", value, units(4));
        cache.delete("set if absent");
        cache.delete("set if absent with a TTL");
        cache.setIfAbsent("set if absent", value);
        cache.setIfAbsent("set if absent with a TTL", value, units(4));
        cache.set("replaced", bytes("old"));
        cache.replace("replaced", bytes("old"), value);
        value[value.length - 1] = 'X';

        for (String key : List.of("set", "set with a TTL", "set if absent", "set if absent with a TTL", "replaced")) {
            assertThat(cache.get(key)).as(key).contains(before);
        }
    }

    @Test
    @Tag("G-03")
    void returnedArraysAreCopies() {
        SharedCache cache = coordination.cache();
        for (int size : SIZES) {
            byte[] value = new byte[Math.min(size, limits().valueBytes())];
            cache.set("k", value);

            cache.get("k").orElseThrow()[0] = 'X';

            assertThat(cache.get("k")).contains(value);
            assertThat(cache.replace("k", value, bytes("def"))).isTrue();
        }
        cache.increment("counter", 5);

        cache.get("counter").orElseThrow()[0] = 'X';

        assertThat(cache.get("counter")).contains(bytes("5"));
        assertThat(cache.increment("counter", 1)).isEqualTo(6);
    }
}
