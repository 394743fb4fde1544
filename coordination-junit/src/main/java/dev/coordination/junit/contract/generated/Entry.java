// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.Patterns;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.List;

/**
 * A way in which an entry of the cache, or the absence of one, comes about.
 *
 * @param held what the entry holds
 * @param making how the entry is made
 */
record Entry(byte[] held, Making making) {

    /** The remaining TTL of an entry that expires, in units. */
    static final int LIFE = 4;

    private static final byte[] OTHER = utf8("other");
    private static final byte[] EMPTY = {};
    private static final byte[] LONG = utf8("x".repeat(70_000));
    private static final byte[] COUNTER = utf8("5");

    /** Makes an entry. */
    interface Making {
        void make(Calls calls, String key);
    }

    void make(Calls calls, String key) {
        making.make(calls, key);
    }

    /** Returns one entry of each kind that operations may treat differently: fewer entries than {@link #all}. */
    static List<Entry> kinds(Calls calls) {
        byte[] value = calls.one(List.of(utf8("x"), new byte[] {-1, 0}, utf8("007")));
        List<Entry> kinds = new ArrayList<>(absent(value));
        kinds.addAll(written(value).subList(0, 4));
        kinds.addAll(counters().subList(0, 2));
        if (calls.timePasses()) {
            kinds.addAll(expired(value).subList(0, 2));
        }
        return kinds;
    }

    /** Returns every kind of entry. */
    static List<Entry> all(Calls calls) {
        byte[] value = calls.one(List.of(utf8("x"), new byte[] {-1, 0}, utf8("\u00e9"), utf8("007"), utf8(" ")));
        List<Entry> all = new ArrayList<>();
        all.addAll(absent(value));
        all.addAll(written(value));
        all.addAll(rewritten(value));
        all.addAll(counters());
        if (calls.timePasses()) {
            all.addAll(expired(value));
        }
        if (calls.has(Capability.DELETE_MATCHING)) {
            all.add(new Entry(value, (on, key) -> {
                on.cache().set(key, value, on.units(LIFE));
                on.cache().deleteMatching(Patterns.quote(key));
                on.cache().setIfAbsent(key, value);
            }));
        }
        return all;
    }

    private static List<Entry> absent(byte[] value) {
        return List.of(
                new Entry(value, (calls, key) -> {}),
                new Entry(value, (calls, key) -> {
                    calls.cache().set(key, value, calls.units(LIFE));
                    calls.cache().delete(key);
                }),
                new Entry(value, (calls, key) -> {
                    calls.cache().set(key, value);
                    calls.cache().delete(key);
                }),
                new Entry(value, (calls, key) -> {
                    calls.cache().setIfAbsent(key, value);
                    calls.cache().delete(key, value);
                }));
    }

    private static List<Entry> written(byte[] value) {
        List<Entry> all = new ArrayList<>();
        for (byte[] held : List.of(value, EMPTY, LONG, utf8("42"))) {
            all.add(new Entry(held, (calls, key) -> calls.cache().set(key, held)));
            all.add(new Entry(held, (calls, key) -> calls.cache().set(key, held, calls.units(LIFE))));
        }
        for (byte[] held : List.of(value, EMPTY)) {
            all.add(new Entry(held, (calls, key) -> calls.cache().setIfAbsent(key, held)));
            all.add(new Entry(held, (calls, key) -> calls.cache().setIfAbsent(key, held, calls.units(LIFE))));
        }
        return all;
    }

    /** Returns entries that were written more than once. */
    private static List<Entry> rewritten(byte[] value) {
        return List.of(
                new Entry(value, (calls, key) -> {
                    calls.cache().set(key, value);
                    calls.cache().expire(key, calls.units(LIFE));
                }),
                new Entry(value, (calls, key) -> {
                    calls.cache().set(key, value, calls.units(2 * LIFE));
                    calls.cache().expire(key, calls.units(LIFE));
                }),
                new Entry(value, (calls, key) -> {
                    calls.cache().set(key, OTHER, calls.units(LIFE));
                    calls.cache().set(key, value);
                }),
                new Entry(value, (calls, key) -> {
                    calls.cache().set(key, OTHER, calls.units(2 * LIFE));
                    calls.cache().set(key, value, calls.units(LIFE));
                }),
                new Entry(value, (calls, key) -> {
                    calls.cache().set(key, OTHER, calls.units(LIFE));
                    calls.cache().replace(key, OTHER, value);
                }),
                new Entry(value, (calls, key) -> {
                    calls.cache().set(key, OTHER);
                    calls.cache().expire(key, calls.units(LIFE));
                    calls.cache().set(key, value);
                }),
                new Entry(value, (calls, key) -> {
                    calls.cache().setIfAbsent(key, OTHER);
                    calls.cache().replace(key, OTHER, value);
                }),
                new Entry(value, (calls, key) -> {
                    calls.cache().set(key, OTHER, calls.units(LIFE));
                    calls.cache().delete(key, OTHER);
                    calls.cache().set(key, value);
                }));
    }

    private static List<Entry> counters() {
        return List.of(
                new Entry(COUNTER, (calls, key) -> calls.cache().increment(key, 5)),
                new Entry(COUNTER, (calls, key) -> calls.cache().increment(key, 5, calls.units(LIFE))),
                new Entry(COUNTER, (calls, key) -> {
                    calls.cache().increment(key, 7);
                    calls.cache().increment(key, -2, calls.units(LIFE));
                }),
                new Entry(COUNTER, (calls, key) -> {
                    calls.cache().set(key, utf8("4"), calls.units(LIFE));
                    calls.cache().increment(key, 1);
                }),
                new Entry(COUNTER, (calls, key) -> {
                    calls.cache().increment(key, 5);
                    calls.cache().expire(key, calls.units(LIFE));
                }));
    }

    /** Returns entries that expire when the first unit has passed. */
    private static List<Entry> expired(byte[] value) {
        return List.of(
                new Entry(value, (calls, key) -> calls.cache().set(key, value, calls.units(1))),
                new Entry(COUNTER, (calls, key) -> calls.cache().increment(key, 5, calls.units(1))),
                new Entry(value, (calls, key) -> {
                    calls.cache().set(key, value);
                    calls.cache().expire(key, calls.units(1));
                }));
    }
}
