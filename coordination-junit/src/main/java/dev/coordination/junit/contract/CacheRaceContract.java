// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static dev.coordination.junit.contract.races.CacheCalls.delete;
import static dev.coordination.junit.contract.races.CacheCalls.deleteMatching;
import static dev.coordination.junit.contract.races.CacheCalls.exists;
import static dev.coordination.junit.contract.races.CacheCalls.expire;
import static dev.coordination.junit.contract.races.CacheCalls.get;
import static dev.coordination.junit.contract.races.CacheCalls.getFilled;
import static dev.coordination.junit.contract.races.CacheCalls.increment;
import static dev.coordination.junit.contract.races.CacheCalls.replace;
import static dev.coordination.junit.contract.races.CacheCalls.set;
import static dev.coordination.junit.contract.races.CacheCalls.setFilled;
import static dev.coordination.junit.contract.races.CacheCalls.setIfAbsent;
import static dev.coordination.junit.contract.races.CacheCalls.ttl;
import static dev.coordination.junit.contract.races.Race.between;
import static dev.coordination.junit.contract.races.Ttl.LONG;
import static dev.coordination.junit.contract.races.Ttl.MEDIUM;
import static dev.coordination.junit.contract.races.Ttl.SHORT;

import dev.coordination.DistributedCoordination;
import dev.coordination.SharedCache;
import dev.coordination.junit.contract.races.Race;
import dev.coordination.junit.contract.races.Step;
import dev.coordination.junit.harness.Capability;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pairs of concurrent calls on one key: C-02, C-03, C-05 to C-08 and C-11 to C-15. */
abstract class CacheRaceContract extends RaceArea {

    private static final List<Integer> NUMBERS_OF_KEYS = List.of(1, 2, 17, 100);
    private static final int ROUNDS = 5;

    /** The sizes of values that an adapter may read or write in several parts. */
    private static final List<Integer> SIZES = List.of(1_000, 70_000, 300_000);

    /** The number of threads that delete the same keys concurrently. */
    private static final int DELETING = 4;

    /**
     * An adapter that stores the value and then the expiry may show a value without its expiry, or give the expiry to
     * another value.
     */
    @Test
    @Tag("C-02")
    @Tag("C-11")
    void aValueAndItsExpiryAreSetAtOnce() {
        judge(
                between(List.of(set(2, LONG)), List.of(get(), ttl())),
                between(set(2, LONG), set(3)).then(get(), ttl()),
                between(set(2, LONG), set(3, MEDIUM)).then(get(), ttl()));
    }

    /** An adapter that takes two steps to remove an expired value may remove a value that was set in between. */
    @Test
    @Tag("C-03")
    void aKeyThatIsSetAgainIsNotRemovedAsExpired() {
        judge(
                setAfterExpiryBeside(get()),
                setAfterExpiryBeside(exists()),
                setAfterExpiryBeside(ttl()),
                setAfterExpiryBeside(delete()),
                setAfterExpiryBeside(expire(LONG)),
                setAfterExpiryBeside(replace(1, 3)),
                between(setIfAbsent(2), increment(1))
                        .afterExpiryOf(set(1, SHORT))
                        .then(get(), ttl()));
    }

    private static Race setAfterExpiryBeside(Step call) {
        return between(set(2), call).afterExpiryOf(set(1, SHORT)).then(get(), ttl());
    }

    @Test
    @Tag("C-05")
    void onlyOneOfTwoDeletesReturnsTrue() {
        judge(
                between(delete(), delete()).after(set(1)).then(exists()),
                between(delete(), set(2)).then(get()));
    }

    @Test
    @Tag("C-06")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void onlyOneOfTwoDeletesByPatternCountsAKey() {
        judge(
                between(deleteMatching(), deleteMatching()).after(set(1)).then(exists()),
                between(deleteMatching(), delete()).after(set(1)).then(exists()));
    }

    /** The key is present throughout, whatever happens to its value or its expiry. */
    @Test
    @Tag("C-06")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void aKeyThatIsChangedConcurrentlyIsStillDeletedByPattern() {
        judge(
                between(deleteMatching(), set(2)).after(set(1)).then(get()),
                between(deleteMatching(), replace(1, 2)).after(set(1)).then(get()),
                between(deleteMatching(), increment(1)).after(set(1)).then(get()),
                between(deleteMatching(), expire(LONG)).after(set(1)).then(get()));
    }

    /** Deletions by overlapping patterns and deletions of single keys together delete each key once. */
    @Test
    @Tag("C-06")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void eachKeyIsCountedByOneDeletion() {
        List<DistributedCoordination> handles =
                Stream.generate(harness::connect).limit(DELETING).toList();
        for (int keys : NUMBERS_OF_KEYS) {
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < keys; i++) {
                    handles.get(0).cache().set("a" + i + "b", bytes("x"));
                }

                List<Long> deleted = background.race(
                        DELETING, thread -> () -> deleted(handles.get(thread).cache(), thread, keys));

                assertThat(deleted.stream().mapToLong(count -> count).sum())
                        .as(
                                "how many of %s keys were deleted by concurrent calls of cache.deleteMatching and cache.delete",
                                keys)
                        .isEqualTo(keys);
            }
        }
    }

    private static long deleted(SharedCache cache, int thread, int keys) {
        return switch (thread) {
            case 0 -> cache.deleteMatching("a*");
            case 1 -> cache.deleteMatching("*b");
            case 2 -> cache.deleteMatching("a*b");
            default ->
                IntStream.range(0, keys)
                        .filter(i -> cache.delete("a" + i + "b"))
                        .count();
        };
    }

    @Test
    @Tag("C-07")
    void twoIncrementsOfAnAbsentKeyStartTheCounterOnlyOnce() {
        judge(
                between(increment(1), increment(2)).then(get()),
                between(increment(1), increment(2)).afterExpiryOf(set(5, SHORT)).then(get(), ttl()));
    }

    @Test
    @Tag("C-08")
    @Tag("C-11")
    void aCounterIsCreatedWithItsExpiryAndKeepsIt() {
        judge(
                between(List.of(increment(1, LONG)), List.of(get(), ttl())),
                between(increment(1, LONG), set(5)).then(get(), ttl()),
                between(increment(1, LONG), increment(1, MEDIUM)).then(get(), ttl()),
                between(increment(1), expire(LONG)).after(set(5, MEDIUM)).then(get(), ttl()));
    }

    @Test
    @Tag("C-11")
    void noIncrementIsLost() {
        judge(
                between(increment(1), increment(2)).after(set(5)).then(get()),
                between(increment(1), set(7)).after(set(5)).then(get()),
                between(increment(1), delete()).after(set(5)).then(get()),
                between(increment(1), replace(5, 7)).after(set(5)).then(get()));
    }

    /** An adapter that removes the old value before it sets the new one leaves a gap. */
    @Test
    @Tag("C-11")
    void aKeyThatIsOverwrittenIsNeverAbsent() {
        judge(
                between(set(7, LONG), get()).after(set(5)),
                between(set(7, LONG), exists()).after(set(5, MEDIUM)),
                between(set(7), get()).after(set(5, LONG)),
                between(set(7, LONG), increment(1)).after(set(5)).then(get(), ttl()),
                between(set(7, LONG), setIfAbsent(1)).after(set(5)).then(get(), ttl()),
                between(replace(5, 7), get()).after(set(5, LONG)),
                between(increment(1), exists()).after(set(5, LONG)),
                between(expire(LONG), exists()).after(set(5)));
    }

    /** An adapter that reads or writes a value in several parts may mix two values. */
    @Test
    @Tag("C-11")
    void aReadNeverMixesTwoValues() {
        for (int size : SIZES) {
            int filled = Math.min(size, limits().valueBytes());
            judge(
                    between(setFilled(2, filled), getFilled()).after(setFilled(1, filled)),
                    between(setFilled(2, filled), setFilled(3, filled)).then(getFilled()));
        }
    }

    @Test
    @Tag("C-12")
    void oneOfTwoCallersCreatesTheKey() {
        judge(
                between(setIfAbsent(1), setIfAbsent(2)).then(get()),
                between(setIfAbsent(1, LONG), setIfAbsent(2)).then(get(), ttl()),
                between(setIfAbsent(1), set(2, LONG)).then(get(), ttl()),
                between(setIfAbsent(1), increment(2)).then(get()),
                between(List.of(setIfAbsent(1, LONG)), List.of(get(), ttl())));
    }

    @Test
    @Tag("C-12")
    @Tag("C-03")
    void oneOfTwoCallersCreatesAnExpiredKeyAnew() {
        judge(
                between(setIfAbsent(1), setIfAbsent(2))
                        .afterExpiryOf(set(5, SHORT))
                        .then(get()),
                between(setIfAbsent(1, LONG), setIfAbsent(2, LONG))
                        .afterExpiryOf(setIfAbsent(5, SHORT))
                        .then(get(), ttl()));
    }

    @Test
    @Tag("C-13")
    void oneOfTwoReplacementsOfAValueSucceeds() {
        judge(
                between(replace(1, 2), replace(1, 3)).after(set(1)).then(get()),
                between(replace(1, 2), set(3)).after(set(1)).then(get()),
                between(replace(1, 2), delete()).after(set(1)).then(get()));
    }

    @Test
    @Tag("C-13")
    @Tag("C-11")
    void aReplacementKeepsTheCurrentExpiry() {
        judge(
                between(replace(1, 2), expire(LONG)).after(set(1)).then(get(), ttl()),
                between(replace(1, 2), set(1)).after(set(1, LONG)).then(get(), ttl()),
                between(replace(1, 2), set(3, MEDIUM)).after(set(1, LONG)).then(get(), ttl()));
    }

    @Test
    @Tag("C-14")
    @Tag("C-11")
    void expireChangesNothingButTheExpiry() {
        judge(
                between(expire(LONG), set(2)).after(set(1)).then(get(), ttl()),
                between(expire(LONG), delete()).after(set(1)).then(get(), ttl()),
                between(expire(LONG), increment(1)).after(set(1)).then(get(), ttl()),
                between(expire(LONG), increment(1)).after(set(1, MEDIUM)).then(get(), ttl()),
                between(expire(LONG), replace(1, 2)).after(set(1, MEDIUM)).then(get(), ttl()),
                between(expire(LONG), setIfAbsent(2, MEDIUM))
                        .after(set(1, MEDIUM))
                        .then(get(), ttl()));
    }

    @Test
    @Tag("C-15")
    void aConditionalDeleteDeletesOnlyWhatItExpects() {
        judge(
                between(delete(1), delete(1)).after(set(1)).then(get()),
                between(delete(1), set(2)).after(set(1)).then(get()),
                between(delete(1), replace(1, 2)).after(set(1)).then(get()));
    }
}
