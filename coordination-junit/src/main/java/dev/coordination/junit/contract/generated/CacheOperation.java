// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.Patterns;
import dev.coordination.SharedCache;
import dev.coordination.junit.harness.Capability;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** The operations of the cache, as calls on one key. */
public enum CacheOperation {
    GET((cache, key, held, ttl) -> cache.get(key)),
    EXISTS((cache, key, held, ttl) -> cache.exists(key)),
    TTL((cache, key, held, ttl) -> cache.ttl(key)),
    SET((cache, key, held, ttl) -> cache.set(key, utf8("new"))),
    SET_WITH_TTL((cache, key, held, ttl) -> cache.set(key, utf8("new"), ttl)),
    SET_IF_ABSENT((cache, key, held, ttl) -> cache.setIfAbsent(key, utf8("new"))),
    SET_IF_ABSENT_WITH_TTL((cache, key, held, ttl) -> cache.setIfAbsent(key, utf8("new"), ttl)),
    REPLACE((cache, key, held, ttl) -> cache.replace(key, held, utf8("new"))),
    REPLACE_OTHER((cache, key, held, ttl) -> cache.replace(key, longer(held), utf8("new"))),
    DELETE((cache, key, held, ttl) -> cache.delete(key)),
    DELETE_EXPECTED((cache, key, held, ttl) -> cache.delete(key, held)),
    DELETE_OTHER((cache, key, held, ttl) -> cache.delete(key, longer(held))),
    DELETE_MATCHING((cache, key, held, ttl) -> cache.deleteMatching(Patterns.quote(key))),
    EXPIRE((cache, key, held, ttl) -> cache.expire(key, ttl)),
    INCREMENT((cache, key, held, ttl) -> cache.increment(key, 3)),
    INCREMENT_WITH_TTL((cache, key, held, ttl) -> cache.increment(key, -3, ttl)),
    // An adapter may treat an equal value as no change, and skip the write.
    SET_EQUAL((cache, key, held, ttl) -> cache.set(key, held)),
    SET_EQUAL_WITH_TTL((cache, key, held, ttl) -> cache.set(key, held, ttl)),
    SET_EQUAL_IF_ABSENT((cache, key, held, ttl) -> cache.setIfAbsent(key, held)),
    SET_EQUAL_IF_ABSENT_WITH_TTL((cache, key, held, ttl) -> cache.setIfAbsent(key, held, ttl)),
    REPLACE_BY_EQUAL((cache, key, held, ttl) -> cache.replace(key, held, held)),
    REPLACE_OTHER_BY_HELD((cache, key, held, ttl) -> cache.replace(key, longer(held), held)),
    INCREMENT_BY_ZERO((cache, key, held, ttl) -> cache.increment(key, 0)),
    INCREMENT_BY_ZERO_WITH_TTL((cache, key, held, ttl) -> cache.increment(key, 0, ttl));

    /** Every operation once, with a new value. */
    static final Set<CacheOperation> WITH_NEW_VALUES = EnumSet.range(GET, INCREMENT_WITH_TTL);

    /** The operations that change an entry, once each. */
    static final Set<CacheOperation> WRITES = EnumSet.range(SET, INCREMENT_WITH_TTL);

    private interface Call {
        void make(SharedCache cache, String key, byte[] held, Duration ttl);
    }

    private final Call call;

    CacheOperation(Call call) {
        this.call = call;
    }

    /** Returns whether an adapter has this operation. */
    boolean isPossible(Calls calls) {
        return this != DELETE_MATCHING || calls.has(Capability.DELETE_MATCHING);
    }

    /**
     * Makes the call.
     *
     * @param held what the entry holds, for operations that compare values
     * @param ttl the TTL, for operations that take one
     */
    void call(SharedCache cache, String key, byte[] held, Duration ttl) {
        call.make(cache, key, held, ttl);
    }

    private static byte[] longer(byte[] value) {
        return Arrays.copyOf(value, value.length + 1);
    }
}
