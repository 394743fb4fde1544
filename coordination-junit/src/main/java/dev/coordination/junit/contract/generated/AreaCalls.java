// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.Patterns;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Uses the same names for keys, elections and members in various states, makes every call of one area, and finds out
 * what remains in the other areas: values, deadlines, terms, tokens and metadata.
 */
public final class AreaCalls implements Generator {

    private static final int LIFE = ElectionState.LIFE;
    private static final byte[] VALUE = utf8("5");
    private static final Map<String, String> ZONE = Map.of("zone", "a");

    /** The states of an election in which an adapter may store different data. */
    private static final List<ElectionState> ELECTIONS = List.of(
            ElectionState.FREE,
            ElectionState.HELD,
            ElectionState.RELEASED,
            ElectionState.RELEASED_BY_ID,
            ElectionState.NEW_TERM,
            ElectionState.EXPIRING);

    /** One or more calls with one name. */
    private interface Call {
        void make(Calls calls, String name);
    }

    private static final List<Call> KEYS = List.of(
            (calls, key) -> calls.cache().set(key, VALUE),
            (calls, key) -> calls.cache().set(key, VALUE, calls.units(LIFE)),
            (calls, key) -> calls.cache().increment(key, 5, calls.units(LIFE)),
            (calls, key) -> {},
            (calls, key) -> {
                calls.cache().increment(key, 5);
                calls.cache().delete(key);
            });

    private static final List<Call> MEMBERS = List.of(
            (calls, node) -> calls.members().register(node, ZONE, calls.units(LIFE)),
            (calls, node) -> {},
            (calls, node) -> {
                calls.members().register(node, ZONE, calls.units(LIFE));
                calls.members().deregister(node);
            });

    /** The calls on keys. The TTLs that they set end before all others. */
    private static final List<Call> ON_KEYS = List.of(
            (calls, key) -> calls.cache().set(key, utf8("9")),
            (calls, key) -> calls.cache().set(key, utf8("new"), calls.units(1)),
            (calls, key) -> calls.cache().setIfAbsent(key, utf8("new"), calls.units(1)),
            (calls, key) -> calls.cache().replace(key, VALUE, utf8("9")),
            (calls, key) -> calls.cache().delete(key),
            (calls, key) -> calls.cache().delete(key, VALUE),
            (calls, key) -> calls.cache().expire(key, calls.units(1)),
            (calls, key) -> calls.cache().increment(key, 40, calls.units(1)));

    /** The patterns that clear the cache, or at least delete all generated names. */
    private static final List<String> CLEARING = List.of("*", "?*", "[^x]*", "**", "*[0-9]*");

    private static final List<Call> ON_ELECTIONS = List.of(
            (calls, election) -> calls.elections().tryAcquire(election, ElectionState.A, calls.units(1)),
            (calls, election) -> calls.elections().release(election, ElectionState.A));

    private static final List<Call> ON_MEMBERS = List.of(
            (calls, node) -> calls.members().register(node, Map.of("zone", "b"), calls.units(1)),
            (calls, node) -> calls.members().heartbeat(node, calls.units(1)),
            (calls, node) -> calls.members().deregister(node),
            // The same calls on the member whose id is that of a candidate.
            (calls, node) -> calls.members().register(ElectionState.A, Map.of(), calls.units(1)),
            (calls, node) -> calls.members().heartbeat(ElectionState.A, calls.units(1)),
            (calls, node) -> calls.members().deregister(ElectionState.A));

    private int names;

    @Override
    public void generate(Calls calls) {
        List<String> all = new ArrayList<>();
        ON_KEYS.forEach(call -> all.addAll(round(calls, call)));
        if (calls.has(Capability.DELETE_MATCHING)) {
            all.addAll(round(calls, (on, key) -> on.cache().deleteMatching(Patterns.quote(key))));
            CLEARING.forEach(pattern -> all.addAll(clear(calls, pattern)));
        }
        ON_ELECTIONS.forEach(call -> all.addAll(round(calls, call)));
        ON_MEMBERS.forEach(call -> all.addAll(round(calls, call)));
        calls.pass(2 * LIFE);
        all.forEach(name -> read(calls, name));
    }

    private List<String> clear(Calls calls, String pattern) {
        List<String> round = prepare(calls);
        calls.cache().deleteMatching(pattern);
        probe(calls, round);
        return round;
    }

    private List<String> round(Calls calls, Call call) {
        List<String> round = prepare(calls);
        round.forEach(name -> call.make(calls, name));
        probe(calls, round);
        return round;
    }

    /** Returns new names, each of which is in some state in every area. */
    private List<String> prepare(Calls calls) {
        List<String> round = new ArrayList<>();
        calls.members().register(ElectionState.A, ZONE, calls.units(LIFE));
        for (ElectionState state : ELECTIONS) {
            if (state.isPossible(calls)) {
                String name = calls.name(names);
                KEYS.get(names % KEYS.size()).make(calls, name);
                MEMBERS.get(names % MEMBERS.size()).make(calls, name);
                state.of(calls, name);
                round.add(name);
                names++;
            }
        }
        calls.pass(1);
        return round;
    }

    private static void probe(Calls calls, List<String> round) {
        round.forEach(name -> read(calls, name));
        calls.pass(1);
        calls.members().members();
        for (String name : round) {
            read(calls, name);
            // A new term shows whether the tokens still increase.
            calls.elections().tryAcquire(name, "node d", calls.units(LIFE));
            calls.elections().release(name, "node d");
            calls.elections().tryAcquire(name, "node e", calls.units(LIFE));
        }
    }

    private static void read(Calls calls, String name) {
        calls.cache().get(name);
        calls.cache().ttl(name);
        calls.elections().currentLeader(name);
        calls.members().metadata(name);
    }
}
