// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import dev.coordination.Leadership;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls some operations on elections in every state, and reads each election afterwards: at once, when the TTL of its
 * term has passed, and when the TTL that the operation set has passed. Then a candidate tries to win the election, and
 * the earlier holder tries to renew and release its terms. Each call may come from a different node.
 */
public final class ElectionCalls implements Generator {

    /** The TTL that an operation sets, in units: it ends later than the TTL of the term. */
    private static final int TTL = 6;

    private final int when;
    private final int ttl;
    private final List<ElectionOperation> operations;

    /**
     * Creates a generator.
     *
     * @param operations the operations that the rule is about
     */
    public ElectionCalls(ElectionOperation... operations) {
        this(1, TTL, operations);
    }

    private ElectionCalls(int when, int ttl, ElectionOperation... operations) {
        this.when = when;
        this.ttl = ttl;
        this.operations = List.of(operations);
    }

    /** Returns a generator that calls every operation. */
    public static ElectionCalls ofEveryOperation() {
        return new ElectionCalls(ElectionOperation.values());
    }

    /** Returns a generator that calls every operation at the instant at which terms expire. */
    public static ElectionCalls atExpiry() {
        return new ElectionCalls(ElectionState.LIFE, TTL, ElectionOperation.values());
    }

    /** Returns a generator of operations that give a term the same TTL again, soon after it was first given. */
    public static ElectionCalls withTheSameTtl(ElectionOperation... operations) {
        return new ElectionCalls(1, ElectionState.LIFE, operations);
    }

    private record Case(String election, ElectionOperation operation, List<Leadership> terms) {}

    @Override
    public void generate(Calls calls) {
        List<Case> cases = new ArrayList<>();
        for (ElectionOperation operation : operations) {
            for (ElectionState state : ElectionState.values()) {
                if (state.isPossible(calls)) {
                    String election = calls.name(cases.size());
                    cases.add(new Case(election, operation, state.of(calls, election)));
                }
            }
        }
        calls.pass(when);
        for (Case each : cases) {
            each.operation.call(calls.elections(), each.election, each.terms, calls.units(ttl));
            read(calls, each);
        }
        readLater(calls, cases, ElectionState.LIFE - when);
        readLater(calls, cases, ttl - ElectionState.LIFE + when);
        cases.forEach(each -> probe(calls, each));
    }

    private static void readLater(Calls calls, List<Case> cases, int units) {
        if (units > 0 && calls.timePasses()) {
            calls.pass(units);
            cases.forEach(each -> read(calls, each));
        }
    }

    private static void read(Calls calls, Case each) {
        calls.elections().currentLeader(each.election);
    }

    /** Makes calls that show what the state allows. */
    private static void probe(Calls calls, Case each) {
        calls.elections().tryAcquire(each.election, "node d", calls.units(TTL));
        for (Leadership term : each.terms) {
            calls.elections().renew(term, calls.units(2 * TTL));
            calls.elections().release(term);
        }
        read(calls, each);
        calls.elections().tryAcquire(each.election, "node e", calls.units(TTL));
    }
}
