// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import java.util.ArrayList;
import java.util.List;

/** Gives keys TTLs of every size. */
public final class ExpiryCalls implements Generator {

    private static final byte[] VALUE = utf8("1");

    private final List<TtlCalls.Giving> ways = new ArrayList<>();

    /**
     * Creates a generator.
     *
     * @param operations operations that take a TTL
     */
    public ExpiryCalls(CacheOperation... operations) {
        for (CacheOperation operation : operations) {
            if (operation == CacheOperation.EXPIRE) {
                // These two ways differ in what expire must leave unchanged.
                ways.add((calls, key, ttl) -> {
                    calls.cache().set(key, VALUE);
                    calls.cache().expire(key, ttl);
                });
                ways.add((calls, key, ttl) -> {
                    calls.cache().increment(key, 1, calls.units(1_000));
                    calls.cache().expire(key, ttl);
                });
            } else {
                ways.add((calls, key, ttl) -> operation.call(calls.cache(), key, VALUE, ttl));
            }
        }
    }

    @Override
    public void generate(Calls calls) {
        new TtlCalls(ways, EntryCalls::read).generate(calls);
    }
}
