// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import dev.coordination.SharedCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls some operations on every kind of entry, and reads each entry afterwards: at once, when the entry's own TTL has
 * passed, and when the TTL that the operation set has passed. Each call may come from a different node. In a second
 * case for each entry, two nodes take turns, and the operation comes from the node that made the first call on the
 * entry.
 */
public final class EntryCalls implements Generator {

    /** The TTL that an operation sets, in units: it ends later than the TTL of the entry. */
    private static final int TTL = 6;

    private final int when;
    private final int ttl;

    /** Whether one entry of each kind is enough. */
    private final boolean few;

    private final List<CacheOperation> operations;

    /**
     * Creates a generator.
     *
     * @param operations the operations that the rule is about
     */
    public EntryCalls(CacheOperation... operations) {
        this(1, TTL, false, List.of(operations));
    }

    private EntryCalls(int when, int ttl, boolean few, List<CacheOperation> operations) {
        this.when = when;
        this.ttl = ttl;
        this.few = few;
        this.operations = operations;
    }

    /** Returns a generator that calls every operation on one entry of each kind. */
    public static EntryCalls ofEveryOperation() {
        return new EntryCalls(1, TTL, true, List.copyOf(CacheOperation.WITH_NEW_VALUES));
    }

    /** Returns a generator that calls every operation at the instant at which entries expire. */
    public static EntryCalls atExpiry() {
        return new EntryCalls(Entry.LIFE, TTL, false, List.copyOf(CacheOperation.WITH_NEW_VALUES));
    }

    /** Returns a generator of operations that give an entry the same TTL again, soon after it was first given. */
    public static EntryCalls withTheSameTtl(CacheOperation... operations) {
        return new EntryCalls(1, Entry.LIFE, false, List.of(operations));
    }

    private record Case(Entry entry, CacheOperation operation, String key, boolean inTurns) {

        /** Makes the entry. */
        void prepare(Calls calls) {
            on(calls, () -> entry.make(calls, key));
        }

        /** Makes the call. If two nodes take turns, it comes from the node that made the first call on the entry. */
        void call(Calls calls, Duration ttl) {
            on(calls, () -> operation.call(calls.cache(), key, entry.held(), ttl));
        }

        private void on(Calls calls, Runnable some) {
            if (inTurns) {
                calls.inTurns(some);
            } else {
                some.run();
            }
        }
    }

    @Override
    public void generate(Calls calls) {
        List<Case> cases = cases(calls);
        cases.forEach(each -> each.prepare(calls));
        calls.pass(when);
        for (Case each : cases) {
            each.call(calls, calls.units(ttl));
            read(calls, each.key);
        }
        if (calls.timePasses()) {
            readLater(calls, cases, Entry.LIFE - when);
            readLater(calls, cases, ttl - Entry.LIFE + when);
        }
    }

    private static void readLater(Calls calls, List<Case> cases, int units) {
        if (units > 0) {
            calls.pass(units);
            cases.forEach(each -> read(calls, each.key));
        }
    }

    private List<Case> cases(Calls calls) {
        List<Case> cases = new ArrayList<>();
        for (CacheOperation operation : operations) {
            if (operation.isPossible(calls)) {
                add(cases, calls, operation, false);
                if (!few) {
                    add(cases, calls, operation, true);
                }
            }
        }
        return cases;
    }

    private void add(List<Case> cases, Calls calls, CacheOperation operation, boolean inTurns) {
        for (Entry entry : few ? Entry.kinds(calls) : Entry.all(calls)) {
            cases.add(new Case(entry, operation, calls.name(cases.size()), inTurns));
        }
    }

    static void read(SharedCache cache, String key) {
        cache.get(key);
        cache.ttl(key);
        cache.exists(key);
    }

    static void read(Calls calls, String key) {
        calls.cache().get(key);
        calls.cache().ttl(key);
        calls.cache().exists(key);
    }
}
