// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import java.util.ArrayList;
import java.util.List;

/**
 * Calls some operations on every kind of entry, and reads each entry afterwards: at once, when the entry's own TTL has
 * passed, and when the TTL that the operation gave has passed. Every call may come from another node.
 */
public final class EntryCalls implements Generator {

    /** The TTL that an operation gives, in units: it ends when the TTL of the entry has ended. */
    private static final int TTL = 6;

    private final int when;
    private final int ttl;
    private final List<CacheOperation> operations;

    /**
     * Creates a generator.
     *
     * @param operations the operations that the rule is about
     */
    public EntryCalls(CacheOperation... operations) {
        this(1, TTL, operations);
    }

    private EntryCalls(int when, int ttl, CacheOperation... operations) {
        this.when = when;
        this.ttl = ttl;
        this.operations = List.of(operations);
    }

    /** Returns a generator that calls every operation at the instant at which entries expire. */
    public static EntryCalls atExpiry() {
        return new EntryCalls(Entry.LIFE, TTL, CacheOperation.WITH_NEW_VALUES.toArray(CacheOperation[]::new));
    }

    /** Returns a generator of operations that give the TTL again which the entry has been given, soon after that. */
    public static EntryCalls withTheSameTtl(CacheOperation... operations) {
        return new EntryCalls(1, Entry.LIFE, operations);
    }

    private record Case(Entry entry, CacheOperation operation, String key) {}

    @Override
    public void generate(Calls calls) {
        List<Case> cases = cases(calls);
        cases.forEach(each -> each.entry.make(calls, each.key));
        calls.pass(when);
        for (Case each : cases) {
            each.operation.call(calls.cache(), each.key, each.entry.held(), calls.units(ttl));
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
                Entry.all(calls).forEach(entry -> cases.add(new Case(entry, operation, calls.name(cases.size()))));
            }
        }
        return cases;
    }

    static void read(Calls calls, String key) {
        calls.cache().get(key);
        calls.cache().ttl(key);
        calls.cache().exists(key);
    }
}
