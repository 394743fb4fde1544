// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.SharedCache;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Changes that happen only if a key holds what the caller expects: C-13, C-15. */
abstract class ComparisonContract extends ContractArea {

    /** The number of rounds of each test that depends on timing. */
    private static final int ROUNDS = 50;

    /** Returns values that are easily mistaken for each other. */
    private List<byte[]> values() {
        return List.of(
                new byte[0],
                bytes("old"),
                bytes("ol"), // a prefix of another
                bytes("old "),
                bytes("Old"),
                bytes("Aa"), // the same hash code as the next
                bytes("BB"),
                new byte[] {-1}, // not UTF-8, like the next
                new byte[] {-2},
                new byte[] {0},
                new byte[] {0, 0},
                bytes("42"), // the same number as the next
                bytes("042"),
                ofSize(limits().valueBytes(), 1),
                ofSize(limits().valueBytes(), 2));
    }

    private SharedCache cache() {
        return coordination.cache();
    }

    @Test
    @Tag("C-13")
    void replaceReturnsTrueExactlyWhenTheKeyHeldTheExpectedBytes() {
        cache().set("k", bytes("old"));

        assertThat(cache().replace("k", bytes("other"), bytes("new"))).isFalse();
        assertThat(cache().replace("k", bytes("ol"), bytes("new"))).isFalse();
        assertThat(cache().replace("k", bytes("old "), bytes("new"))).isFalse();
        assertThat(cache().replace("k", new byte[0], bytes("new"))).isFalse();
        assertThat(cache().get("k")).contains(bytes("old"));

        assertThat(cache().replace("k", bytes("old"), bytes("new"))).isTrue();
        assertThat(cache().get("k")).contains(bytes("new"));
        assertThat(cache().ttl("k")).isEmpty();
    }

    /** An absent key does not count as an empty value. */
    @Test
    @Tag("C-13")
    void replaceDoesNotCreateAKey() {
        assertThat(cache().replace("none", new byte[0], bytes("new"))).isFalse();

        assertThat(cache().exists("none")).isFalse();
    }

    @Test
    @Tag("C-13")
    void exactlyOneOfSeveralConcurrentReplacementsSucceeds() throws Exception {
        SharedCache other = otherHandle().cache();
        for (int round = 0; round < ROUNDS; round++) {
            String key = "k" + round;
            cache().set(key, bytes("old"));

            List<Boolean> won = background.race(
                    4, i -> () -> (i % 2 == 0 ? cache() : other).replace(key, bytes("old"), bytes("" + i)));

            assertThat(won)
                    .as("cache.replace of one value by four threads at once")
                    .containsOnlyOnce(true);
            assertThat(cache().get(key)).contains(bytes("" + won.indexOf(true)));
        }
    }

    @Test
    @Tag("C-13")
    void replaceKeepsTheExpiry() {
        cache().set("k", bytes("old"), units(4));
        cache().set("l", bytes("old"), units(4));
        time().advance(units(2));

        assertThat(cache().replace("k", bytes("old"), bytes("new"))).isTrue();
        assertThat(cache().replace("l", bytes("other"), bytes("new"))).isFalse();

        assertThat(cache().ttl("k").orElseThrow()).isBetween(units(1), units(2));
        assertThat(cache().ttl("l").orElseThrow()).isBetween(units(1), units(2));
        time().advance(units(2));
        assertThat(cache().exists("k")).isFalse();
        assertThat(cache().exists("l")).isFalse();
    }

    @Test
    @Tag("C-15")
    void deleteReturnsTrueExactlyWhenTheKeyHeldTheExpectedBytes() {
        List<byte[]> values = values();
        for (byte[] held : values) {
            cache().set("k", held);
            for (byte[] expected : values) {
                if (!Arrays.equals(held, expected)) {
                    assertThat(cache().delete("k", expected))
                            .as("the key holds %s, and %s is expected", describe(held), describe(expected))
                            .isFalse();
                }
            }
            assertThat(cache().get("k").orElseThrow()).isEqualTo(held);
            assertThat(cache().ttl("k")).isEmpty();

            assertThat(cache().delete("k", held.clone()))
                    .as("the key holds %s", describe(held))
                    .isTrue();
            assertThat(cache().exists("k")).isFalse();
            assertThat(cache().delete("k", held))
                    .as("the key no longer holds %s", describe(held))
                    .isFalse();
        }
    }

    private static String describe(byte[] value) {
        return Arrays.toString(Arrays.copyOf(value, Math.min(value.length, 4))) + " (" + value.length
                + " bytes in all)";
    }

    @Test
    @Tag("C-15")
    void aConditionalDeleteWorksForValuesWrittenByAnyOperation() {
        cache().increment("counter", 42);
        cache().setIfAbsent("created", bytes("x"));
        cache().set("replaced", bytes("x"));
        cache().replace("replaced", bytes("x"), bytes("y"));

        assertThat(cache().delete("counter", bytes("+42"))).isFalse();
        assertThat(cache().delete("replaced", bytes("x"))).isFalse();
        assertThat(cache().delete("counter", bytes("42"))).isTrue();
        assertThat(cache().delete("created", bytes("x"))).isTrue();
        assertThat(cache().delete("replaced", bytes("y"))).isTrue();
    }

    /** An absent key does not count as an empty value. */
    @Test
    @Tag("C-15")
    void aConditionalDeleteOfAnAbsentKeyReturnsFalse() {
        assertThat(cache().delete("none", new byte[0])).isFalse();
        assertThat(cache().delete("none", bytes("x"))).isFalse();

        assertThat(cache().exists("none")).isFalse();
    }

    /** A key that is not deleted keeps its expiry, and a deleted key leaves no expiry behind. */
    @Test
    @Tag("C-15")
    void deletingAnExpectedValueRemovesTheExpiryToo() {
        cache().set("stays", bytes("old"), units(4));
        cache().set("goes", bytes("old"), units(4));
        time().advance(units(2));

        assertThat(cache().delete("stays", bytes("other"))).isFalse();
        assertThat(cache().delete("goes", bytes("old"))).isTrue();
        cache().increment("goes", 1);

        assertThat(cache().ttl("stays").orElseThrow()).isBetween(units(1), units(2));
        assertThat(cache().ttl("goes")).isEmpty();
        time().advance(units(2));
        assertThat(cache().exists("stays")).isFalse();
        assertThat(cache().get("goes")).contains(bytes("1"));
    }

    @Test
    @Tag("C-15")
    void exactlyOneOfSeveralConcurrentDeletionsSucceeds() throws Exception {
        SharedCache other = otherHandle().cache();
        for (int round = 0; round < ROUNDS; round++) {
            String key = "k" + round;
            cache().set(key, bytes("old"));

            List<Boolean> won = background.race(4, i -> () -> (i % 2 == 0 ? cache() : other).delete(key, bytes("old")));

            assertThat(won)
                    .as("cache.delete of one value by four threads at once")
                    .containsOnlyOnce(true);
            assertThat(cache().exists(key)).isFalse();
        }
    }

    /** For example, a lock stays with its new owner. */
    @Test
    @Tag("C-15")
    void aValueThatIsSetConcurrentlyIsNotDeleted() throws Exception {
        SharedCache other = otherHandle().cache();
        for (int round = 0; round < ROUNDS; round++) {
            String key = "k" + round;
            cache().set(key, bytes("mine"));

            background.race(4, i -> () -> {
                if (i == 0) {
                    other.set(key, bytes("theirs"));
                    return true;
                }
                return cache().delete(key, bytes("mine"));
            });

            assertThat(cache().get(key)).as("round %s", round).contains(bytes("theirs"));
        }
    }

    @Test
    @Tag("C-15")
    void exactlyOneOfSeveralConcurrentDeletionsAndReplacementsSucceeds() throws Exception {
        SharedCache other = otherHandle().cache();
        for (int round = 0; round < ROUNDS; round++) {
            String key = "k" + round;
            cache().set(key, bytes("old"));

            List<Boolean> won = background.race(
                    4,
                    i -> () -> i % 2 == 0
                            ? cache().delete(key, bytes("old"))
                            : other.replace(key, bytes("old"), bytes("new")));

            assertThat(won)
                    .as("cache.delete and cache.replace of one value by four threads at once")
                    .containsOnlyOnce(true);
            assertThat(cache().exists(key)).as("round %s", round).isEqualTo(won.indexOf(true) % 2 == 1);
        }
    }
}
