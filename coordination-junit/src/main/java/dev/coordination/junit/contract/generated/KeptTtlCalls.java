// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.junit.contract.generated.Conditions.Passing;
import java.util.ArrayList;
import java.util.List;

/** Gives keys TTLs of every size, and calls operations that must keep them to the millisecond. */
public final class KeptTtlCalls implements Generator {

    private final List<TtlCalls.Giving> ways = new ArrayList<>();

    /**
     * Creates a generator.
     *
     * @param held what the keys hold
     * @param operations operations that leave the expiry of such a key as it is, even if only because they are refused
     */
    public KeptTtlCalls(String held, CacheOperation... operations) {
        byte[] value = utf8(held);
        for (CacheOperation operation : operations) {
            ways.add((calls, key, ttl) -> {
                calls.cache().set(key, value, ttl);
                operation.call(calls.cache(), key, value, calls.units(2_000));
            });
        }
    }

    @Override
    public void generate(Calls calls) {
        if (calls.passing() == Passing.EXACT) { // Otherwise, a short TTL may end before the operation.
            new TtlCalls(ways, EntryCalls::read).generate(calls);
        }
    }
}
