// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.Patterns;
import dev.coordination.SharedCache;
import dev.coordination.junit.harness.Capability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets one handle create keys, the same or another handle remove them in each way, and the first handle create them
 * again as counters while the original TTL, if any, would still be running.
 */
public final class RecreatedCounterCalls {

    private static final int CREATOR = 0;
    private static final int HANDLES = 2;
    private static final int LONG = 1_000;
    private static final byte[] FIVE = utf8("5");

    private RecreatedCounterCalls() {}

    /** A call on a key. */
    private interface KeyCall {
        void make(Calls calls, SharedCache cache, String key);
    }

    private static Duration ttl(Calls calls) {
        return calls.units(LONG);
    }

    private static final List<KeyCall> FIRST = List.of(
            (calls, cache, key) -> cache.increment(key, 5, ttl(calls)),
            (calls, cache, key) -> cache.setIfAbsent(key, FIVE, ttl(calls)),
            (calls, cache, key) -> cache.set(key, FIVE, ttl(calls)),
            (calls, cache, key) -> cache.increment(key, 5));

    private static final List<KeyCall> AGAIN = List.of(
            (calls, cache, key) -> cache.increment(key, 5, ttl(calls)),
            (calls, cache, key) -> cache.increment(key, 5, calls.units(2 * LONG)),
            (calls, cache, key) -> cache.increment(key, 5));

    private static List<KeyCall> ends(Calls calls) {
        List<KeyCall> ends = new ArrayList<>(List.<KeyCall>of(
                (on, cache, key) -> cache.delete(key),
                (on, cache, key) -> cache.delete(key, FIVE),
                (on, cache, key) -> {
                    cache.set(key, utf8("other"));
                    cache.delete(key);
                }));
        if (calls.has(Capability.DELETE_MATCHING)) {
            ends.add((on, cache, key) -> cache.deleteMatching(Patterns.quote(key)));
        }
        if (calls.timePasses()) {
            ends.add((on, cache, key) -> {
                cache.expire(key, on.units(1));
                on.pass(1);
            });
        }
        return ends;
    }

    /** Makes the calls. */
    public static void generate(Calls calls) {
        int keys = 0;
        for (KeyCall end : ends(calls)) {
            for (KeyCall first : FIRST) {
                for (KeyCall again : AGAIN) {
                    for (int ender = 0; ender < HANDLES; ender++) {
                        String key = calls.name(keys++);
                        first.make(calls, calls.on(CREATOR).cache(), key);
                        end.make(calls, calls.on(ender).cache(), key);
                        again.make(calls, calls.on(CREATOR).cache(), key);
                        EntryCalls.read(calls, key);
                    }
                }
            }
        }
    }
}
