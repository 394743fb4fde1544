// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.junit.contract.generated.Conditions.Passing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives keys TTLs, and, when a fraction of a millisecond has passed, calls operations that must keep these TTLs, each
 * once or several times. Reads each key just before its TTL ends and at the instant at which it ends. An adapter that
 * gives a key its remaining TTL again, in whole milliseconds, moves that instant a little with each call.
 */
public final class KeptFractionCalls implements Generator {

    private static final List<Integer> PASSED_NANOS = List.of(1, 100_000, 500_000, 999_999);
    private static final List<Integer> TIMES = List.of(1, 2, 10);
    private static final List<Integer> TTLS_MILLIS = List.of(1, 7, 1_000);

    private final byte[] held;
    private final List<CacheOperation> operations;

    /**
     * Creates a generator.
     *
     * @param held what the keys hold
     * @param operations operations that leave the expiry of such a key as it is, even if only because they are refused
     */
    public KeptFractionCalls(String held, CacheOperation... operations) {
        this.held = utf8(held);
        this.operations = List.of(operations);
    }

    @Override
    public void generate(Calls calls) {
        if (calls.passing() == Passing.EXACT) {
            int keys = 0;
            for (int nanos : PASSED_NANOS) {
                keys = generate(calls, Duration.ofNanos(nanos), keys);
            }
        }
    }

    private int generate(Calls calls, Duration passed, int firstKey) {
        List<List<String>> keysOfEachTtl = new ArrayList<>();
        int key = firstKey;
        for (int millis : TTLS_MILLIS) {
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < operations.size() * TIMES.size(); i++) {
                keys.add(calls.name(key++));
                calls.cache().set(keys.get(i), held, Duration.ofMillis(millis));
            }
            keysOfEachTtl.add(keys);
        }
        calls.sequence().advance(passed);
        keysOfEachTtl.forEach(keys -> callOperations(calls, keys));
        Duration now = passed;
        for (int i = 0; i < TTLS_MILLIS.size(); i++) {
            Duration end = Duration.ofMillis(TTLS_MILLIS.get(i));
            Duration justBefore = end.minusNanos(1);
            if (justBefore.compareTo(now) > 0) {
                calls.sequence().advance(justBefore.minus(now));
            }
            keysOfEachTtl.get(i).forEach(each -> EntryCalls.read(calls, each));
            calls.sequence().advance(Duration.ofNanos(1));
            keysOfEachTtl.get(i).forEach(each -> EntryCalls.read(calls, each));
            now = end;
        }
        return key;
    }

    private void callOperations(Calls calls, List<String> keys) {
        int key = 0;
        for (CacheOperation operation : operations) {
            for (int times : TIMES) {
                for (int i = 0; i < times; i++) {
                    operation.call(calls.cache(), keys.get(key), held, calls.units(2_000));
                }
                key++;
            }
        }
    }
}
