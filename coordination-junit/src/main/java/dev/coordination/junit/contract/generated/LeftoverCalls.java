// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.CacheOperation.DELETE;
import static dev.coordination.junit.contract.generated.CacheOperation.DELETE_EXPECTED;
import static dev.coordination.junit.contract.generated.CacheOperation.DELETE_MATCHING;
import static dev.coordination.junit.contract.generated.CacheOperation.EXPIRE;
import static dev.coordination.junit.contract.generated.CacheOperation.GET;
import static dev.coordination.junit.contract.generated.CacheOperation.INCREMENT;
import static dev.coordination.junit.contract.generated.CacheOperation.INCREMENT_WITH_TTL;
import static dev.coordination.junit.contract.generated.CacheOperation.SET;
import static dev.coordination.junit.contract.generated.CacheOperation.SET_IF_ABSENT;
import static dev.coordination.junit.contract.generated.CacheOperation.SET_IF_ABSENT_WITH_TTL;
import static dev.coordination.junit.contract.generated.CacheOperation.SET_WITH_TTL;
import static dev.coordination.junit.contract.generated.Calls.utf8;

import java.util.ArrayList;
import java.util.List;

/**
 * Gives a key a TTL in every way, ends its life in every way, creates it anew in every way, and waits for the deadline of the
 * earlier life and for that of the new one.
 */
public final class LeftoverCalls implements Generator {

    /** The TTL of the new life, in units. */
    private static final int NEW_LIFE = 6;

    private static final byte[] VALUE = utf8("x");

    private static final List<Entry> EARLIER = List.of(
            new Entry(VALUE, (calls, key) -> calls.cache().set(key, VALUE, calls.units(Entry.LIFE))),
            new Entry(VALUE, (calls, key) -> calls.cache().setIfAbsent(key, VALUE, calls.units(Entry.LIFE))),
            new Entry(utf8("5"), (calls, key) -> calls.cache().increment(key, 5, calls.units(Entry.LIFE))),
            new Entry(VALUE, (calls, key) -> {
                calls.cache().set(key, VALUE);
                calls.cache().expire(key, calls.units(Entry.LIFE));
            }),
            new Entry(VALUE, (calls, key) -> calls.cache().set(key, VALUE, calls.units(1))),
            new Entry(utf8("5"), (calls, key) -> calls.cache().increment(key, 5, calls.units(1))));

    /** How a life ends. {@code GET} does not end it. */
    private static final List<CacheOperation> ENDS =
            List.of(DELETE, DELETE_EXPECTED, DELETE_MATCHING, SET, SET_WITH_TTL, EXPIRE, GET);

    /** How a key is created. {@code GET} does not create it. */
    private static final List<CacheOperation> BEGINNINGS =
            List.of(SET, SET_WITH_TTL, SET_IF_ABSENT, SET_IF_ABSENT_WITH_TTL, INCREMENT, INCREMENT_WITH_TTL, GET);

    private record Life(Entry earlier, CacheOperation end, CacheOperation beginning, String key) {}

    @Override
    public void generate(Calls calls) {
        List<Life> lives = lives(calls);
        lives.forEach(life -> life.earlier.make(calls, life.key));
        calls.pass(1);
        for (Life life : lives) {
            for (CacheOperation operation : List.of(life.end, life.beginning)) {
                operation.call(calls.cache(), life.key, life.earlier.held(), calls.units(NEW_LIFE));
            }
            EntryCalls.read(calls, life.key);
        }
        calls.pass(Entry.LIFE - 1);
        lives.forEach(life -> EntryCalls.read(calls, life.key));
        calls.pass(1 + NEW_LIFE - Entry.LIFE);
        lives.forEach(life -> EntryCalls.read(calls, life.key));
    }

    private static List<Life> lives(Calls calls) {
        List<Life> lives = new ArrayList<>();
        for (Entry earlier : EARLIER) {
            for (CacheOperation end : ENDS) {
                for (CacheOperation beginning : BEGINNINGS) {
                    if (end.isPossible(calls)) {
                        lives.add(new Life(earlier, end, beginning, calls.name(lives.size())));
                    }
                }
            }
        }
        return lives;
    }
}
