// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.Patterns;
import dev.coordination.SharedCache;
import dev.coordination.junit.contract.threads.Latch;
import dev.coordination.junit.harness.Capability;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Deleting one key, and all keys that match a pattern: C-05, C-06. */
abstract class DeletionContract extends ContractArea {

    /** The number of keys that are deleted by pattern while other keys are written. */
    private static final int PRESENT = 200;

    /** The maximum number of keys that are written during a deletion by pattern. */
    private static final int MOST_WRITTEN = 10_000;

    /** The number of deletions by pattern during which other keys must be written. */
    private static final int OVERLAPPING_ROUNDS = 3;

    /** The maximum number of deletions by pattern, in case the two threads do not run at the same time. */
    private static final int MOST_ROUNDS = 30;

    private SharedCache cache() {
        return coordination.cache();
    }

    @Test
    @Tag("C-05")
    void deleteReturnsTrueExactlyWhenTheKeyWasPresent() {
        cache().set("k", bytes("x"));
        cache().set("empty", new byte[0], units(4));
        cache().set("other", bytes("x"));

        assertThat(cache().delete("k")).isTrue();
        assertThat(cache().delete("k")).isFalse();
        assertThat(cache().delete("empty")).isTrue();
        assertThat(cache().delete("none")).isFalse();

        assertThat(cache().exists("k")).isFalse();
        assertThat(cache().get("k")).isEmpty();
        assertThat(cache().exists("other")).isTrue();
    }

    /** A later increment starts at the delta and sets no TTL. */
    @Test
    @Tag("C-05")
    void aDeletedKeyLeavesNothingBehind() {
        cache().set("k", bytes("5"), units(4));
        cache().delete("k");

        assertThat(cache().increment("k", 1)).isEqualTo(1);
        assertThat(cache().ttl("k")).isEmpty();
    }

    @Test
    @Tag("C-06")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void deleteMatchingDeletesOnlyMatchingKeysAndCountsThem() {
        for (String key : List.of("user:1", "user:2", "user:10", "users", "my user:1", "USER:1")) {
            cache().set(key, bytes("x"));
        }

        assertThat(cache().deleteMatching("user:*")).isEqualTo(3);

        for (String gone : List.of("user:1", "user:2", "user:10")) {
            assertThat(cache().exists(gone)).as(gone).isFalse();
        }
        for (String left : List.of("users", "my user:1", "USER:1")) {
            assertThat(cache().exists(left)).as(left).isTrue();
        }
        assertThat(cache().deleteMatching("user:*")).isZero();
        assertThat(cache().deleteMatching("users")).isEqualTo(1);
    }

    /** A pattern is more than a prefix or a suffix. */
    @Test
    @Tag("C-06")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void deleteMatchingMatchesTheWholeKey() {
        for (String key :
                List.of("user:1:cart", "user:2:cart", "user:1:name", "cart", "user:", "user:cart", "a", "aa")) {
            cache().set(key, bytes("x"));
        }

        assertThat(cache().deleteMatching("user:*:cart")).isEqualTo(2);
        assertThat(cache().deleteMatching("a*a")).isEqualTo(1);

        for (String left : List.of("user:1:name", "cart", "user:", "user:cart", "a")) {
            assertThat(cache().exists(left)).as(left).isTrue();
        }
    }

    @Test
    @Tag("C-06")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void deleteMatchingFindsEveryMatchAmongManyKeys() {
        for (int i = 0; i < 1500; i++) {
            cache().set((i % 3 == 0 ? "a" : "b") + i, bytes("x"));
        }

        assertThat(cache().deleteMatching("a*")).isEqualTo(500);
        assertThat(cache().deleteMatching("?*")).isEqualTo(1000);
        assertThat(cache().deleteMatching("*")).isZero();
    }

    /** This holds whichever character follows the prefix. */
    @Test
    @Tag("C-06")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void deleteMatchingFindsEveryKeyWithAPrefix() {
        for (String prefix : List.of("user:", "\u00e9")) {
            List<String> keys = Stream.concat(
                            Stream.of(prefix),
                            CharacterExamples.CHARACTERS.stream().map(each -> prefix + each))
                    .toList();
            String start = prefix.substring(0, prefix.length() - 1);
            char last = prefix.charAt(prefix.length() - 1);
            List<String> others = List.of(start + "-", start + (char) (last - 1) + "\uffff", start + (char) (last + 1));
            keys.forEach(key -> cache().set(key, bytes("x")));
            others.forEach(key -> cache().set(key, bytes("x")));

            assertThat(cache().deleteMatching(Patterns.quote(prefix) + "*"))
                    .as("cache.deleteMatching of a prefix and a star")
                    .isEqualTo((long) keys.size());

            assertThat(others).as("cache.delete of keys without the prefix").allMatch(cache()::delete);
        }
    }

    /** Keys that are written during the call do not protect other keys, and the count remains correct. */
    @Test
    @Tag("C-06")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void deleteMatchingDeletesEveryMatchThatIsPresentThroughout() {
        SharedCache other = otherHandle().cache();
        int overlapping = 0;
        for (int round = 0; overlapping < OVERLAPPING_ROUNDS && round < MOST_ROUNDS; round++) {
            overlapping += areKeysWrittenDuringADeletion(other) ? 1 : 0;
        }
    }

    /** Checks a deletion, and returns whether another thread wrote keys during it. */
    private boolean areKeysWrittenDuringADeletion(SharedCache other) {
        for (int i = 0; i < PRESENT; i++) {
            cache().set("there " + i, bytes("x"));
        }
        AtomicInteger writes = new AtomicInteger();
        Latch writing = background.newLatch();
        AtomicBoolean deletedAll = new AtomicBoolean();
        Future<?> writer = background.start(() -> {
            while (!deletedAll.get() && writes.get() < MOST_WRITTEN) {
                other.set("there " + (PRESENT + writes.get()), bytes("x"));
                writes.incrementAndGet();
                writing.open();
            }
            return null;
        });
        writing.await();

        int before = writes.get();
        long deleted = cache().deleteMatching("there *");
        boolean overlaps = writes.get() > before;

        deletedAll.set(true);
        background.await(writer);
        int written = writes.get();
        assertThat(deleted).isBetween((long) PRESENT, (long) PRESENT + written);
        for (int i = 0; i < PRESENT; i++) {
            assertThat(cache().exists("there " + i)).as("there %s", i).isFalse();
        }
        assertThat(deleted + cache().deleteMatching("there *")).isEqualTo((long) PRESENT + written);
        return overlaps;
    }
}
