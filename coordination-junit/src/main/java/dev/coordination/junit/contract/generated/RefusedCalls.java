// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.SharedCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls operations on keys of every kind with arguments that are refused, and finds out whether anything has changed.
 */
@SuppressWarnings("NullAway") // Null arguments are tested.
public final class RefusedCalls implements Generator {

    private static final byte[] NEW = utf8("new");
    private static final byte[] OTHER = utf8("another value");

    private static final List<CacheOperation> WITH_TTL = List.of(
            CacheOperation.SET_WITH_TTL,
            CacheOperation.SET_IF_ABSENT_WITH_TTL,
            CacheOperation.EXPIRE,
            CacheOperation.INCREMENT_WITH_TTL);

    /** A call on one key. */
    private interface Call {
        void make(SharedCache cache, String key, byte[] held, Duration ttl);
    }

    private final List<Call> refused;

    private RefusedCalls(List<Call> refused) {
        this.refused = refused;
    }

    /** Returns a generator of calls with TTLs that are refused. */
    public static RefusedCalls ofTtls() {
        List<Call> refused = new ArrayList<>();
        for (CacheOperation operation : WITH_TTL) {
            for (@Nullable Duration none : RefusedArguments.TTLS) {
                refused.add((cache, key, held, ttl) -> operation.call(cache, key, held, none));
            }
        }
        return new RefusedCalls(refused);
    }

    /** Returns a generator of {@code set} calls with null. */
    public static RefusedCalls ofSet() {
        return new RefusedCalls(List.of(
                (cache, key, held, ttl) -> cache.set(key, null), (cache, key, held, ttl) -> cache.set(key, null, ttl)));
    }

    /** Returns a generator of {@code setIfAbsent} calls with null. */
    public static RefusedCalls ofSetIfAbsent() {
        return new RefusedCalls(List.of(
                (cache, key, held, ttl) -> cache.setIfAbsent(key, null),
                (cache, key, held, ttl) -> cache.setIfAbsent(key, null, ttl)));
    }

    /** Returns a generator of {@code replace} calls with null. */
    public static RefusedCalls ofReplace() {
        return new RefusedCalls(List.of(
                (cache, key, held, ttl) -> cache.replace(key, held, null),
                (cache, key, held, ttl) -> cache.replace(key, OTHER, null),
                (cache, key, held, ttl) -> cache.replace(key, null, NEW)));
    }

    /** Returns a generator of {@code delete} calls with null. */
    public static RefusedCalls ofDelete() {
        return new RefusedCalls(List.of((cache, key, held, ttl) -> cache.delete(key, null)));
    }

    private record Case(Entry entry, Call call, String key) {}

    @Override
    public void generate(Calls calls) {
        List<Case> cases = new ArrayList<>();
        for (Call call : refused) {
            for (Entry entry : Entry.kinds(calls)) {
                cases.add(new Case(entry, call, calls.name(cases.size())));
            }
        }
        cases.forEach(each -> each.entry.make(calls, each.key));
        calls.pass(1);
        for (Case each : cases) {
            each.call.make(calls.cache(), each.key, each.entry.held(), calls.units(2 * Entry.LIFE));
            EntryCalls.read(calls, each.key);
        }
        if (calls.timePasses()) {
            calls.pass(Entry.LIFE - 1);
            cases.forEach(each -> calls.cache().exists(each.key));
        }
    }

    /** Tries to delete keys by patterns that are refused. */
    public static void generatePatterns(Calls calls) {
        delete(calls, RefusedArguments.PATTERNS);
    }

    /** Tries to delete keys by patterns with ranges that are refused. */
    public static void generateRanges(Calls calls) {
        delete(calls, RefusedArguments.RANGES);
    }

    private static void delete(Calls calls, List<? extends @Nullable String> refused) {
        List<String> keys = new ArrayList<>(List.of("a", "?", "*", "\u00e9", "x".repeat(2_000)));
        keys.forEach(key -> calls.cache().set(key, NEW, calls.units(1_000)));
        for (Entry entry : Entry.kinds(calls)) {
            keys.add(calls.name(keys.size()));
            entry.make(calls, keys.get(keys.size() - 1));
        }
        for (@Nullable String pattern : refused) {
            calls.cache().deleteMatching(pattern);
            keys.forEach(key -> calls.cache().get(key));
        }
    }
}
