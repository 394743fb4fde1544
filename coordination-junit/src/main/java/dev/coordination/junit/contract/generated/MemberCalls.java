// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import dev.coordination.junit.contract.generated.Conditions.Passing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Calls some operations on members in every state, and reads each member afterwards: at once, when its own TTL has
 * passed, and when the TTL that the operation set has passed. Each call may come from a different node.
 */
public final class MemberCalls implements Generator {

    static final int LIFE = 4;
    private static final int TTL = 6;
    private static final List<Integer> NUMBERS = List.of(1, 2, 17, 100, 1_100);
    static final Map<String, String> ZONE = Map.of("zone", "a", "rack", "1");
    private static final int MANY = 5_001;
    private static final Map<String, String> OTHER = Map.of("zone", "b");

    /** One or more calls on one member. */
    @FunctionalInterface
    interface Call {
        void make(Calls calls, String node);
    }

    static final List<Call> STATES = List.of(
            (calls, node) -> {},
            (calls, node) -> calls.members().register(node, ZONE, calls.units(LIFE)),
            (calls, node) -> calls.members().register(node, Map.of(), calls.units(LIFE)),
            (calls, node) -> register(calls, node, 2 * LIFE, LIFE),
            (calls, node) -> register(calls, node, LIFE, 2 * LIFE),
            (calls, node) -> {
                calls.members().register(node, ZONE, calls.units(2 * LIFE));
                calls.members().heartbeat(node, calls.units(LIFE));
            },
            (calls, node) -> {
                calls.members().register(node, ZONE, calls.units(1));
                calls.members().heartbeat(node, calls.units(LIFE));
            },
            (calls, node) -> {
                calls.members().register(node, ZONE, calls.units(LIFE));
                calls.members().deregister(node);
            },
            (calls, node) -> {
                calls.members().register(node, ZONE, calls.units(LIFE));
                calls.members().deregister(node);
                calls.members().register(node, OTHER, calls.units(2 * LIFE));
            });

    /** Every operation on one member. */
    static final List<Call> OPERATIONS = List.of(
            MemberCalls::register,
            MemberCalls::registerWithoutMetadata,
            MemberCalls::heartbeat,
            MemberCalls::deregister,
            MemberCalls::read);

    /** A state that ends when the first unit has passed. */
    private static final Call EXPIRING = (calls, node) -> calls.members().register(node, ZONE, calls.units(1));

    private final int when;
    private final List<Call> operations;

    private MemberCalls(int when, Call... operations) {
        this.when = when;
        this.operations = List.of(operations);
    }

    /** Returns a generator that registers members again. */
    public static MemberCalls ofRegister() {
        return new MemberCalls(
                1,
                MemberCalls::register,
                MemberCalls::registerWithoutMetadata,
                (calls, node) -> calls.members().register(node, ZONE, calls.units(LIFE)));
    }

    /** Returns a generator of heartbeats. */
    public static MemberCalls ofHeartbeat() {
        return new MemberCalls(
                1, MemberCalls::heartbeat, (calls, node) -> calls.members().heartbeat(node, calls.units(LIFE)));
    }

    /** Returns a generator that deregisters members. */
    public static MemberCalls ofDeregister() {
        return new MemberCalls(1, MemberCalls::deregister);
    }

    /** Returns a generator that calls every operation. */
    public static MemberCalls ofEveryOperation() {
        return every(1);
    }

    /** Returns a generator that calls every operation at the instant at which members expire. */
    public static MemberCalls atExpiry() {
        return every(LIFE);
    }

    private static MemberCalls every(int when) {
        return new MemberCalls(
                when, MemberCalls::register, MemberCalls::heartbeat, MemberCalls::deregister, MemberCalls::read);
    }

    private static void register(Calls calls, String node, int units, int again) {
        calls.members().register(node, ZONE, calls.units(units));
        calls.members().register(node, OTHER, calls.units(again));
    }

    private static void register(Calls calls, String node) {
        calls.members().register(node, OTHER, calls.units(TTL));
    }

    private static void registerWithoutMetadata(Calls calls, String node) {
        calls.members().register(node, Map.of(), calls.units(TTL));
    }

    private static void heartbeat(Calls calls, String node) {
        calls.members().heartbeat(node, calls.units(TTL));
    }

    private static void deregister(Calls calls, String node) {
        calls.members().deregister(node);
    }

    private static void read(Calls calls, String node) {
        calls.members().metadata(node);
    }

    @Override
    public void generate(Calls calls) {
        List<Call> states = new ArrayList<>(STATES);
        if (calls.timePasses()) {
            states.add(EXPIRING);
        }
        List<String> nodes = new ArrayList<>();
        for (int i = 0; i < states.size() * operations.size(); i++) {
            nodes.add(calls.name(i));
            states.get(i % states.size()).make(calls, nodes.get(i));
        }
        readAll(calls);
        calls.pass(when);
        for (int i = 0; i < nodes.size(); i++) {
            operations.get(i / states.size()).make(calls, nodes.get(i));
            read(calls, nodes.get(i));
            readAll(calls);
        }
        for (int units : List.of(LIFE - when, TTL - LIFE + when, LIFE)) {
            if (units > 0 && calls.timePasses()) {
                calls.pass(units);
                readAll(calls);
                nodes.forEach(node -> read(calls, node));
            }
        }
    }

    private static void readAll(Calls calls) {
        calls.members().members();
        calls.members().activeNodes();
    }

    /** Gives new members TTLs of every size. */
    public static void generateTtlsOfNewMembers(Calls calls) {
        generateTtls(calls, List.of(MemberCalls::register));
    }

    /** Registers members again with TTLs of every size. */
    public static void generateTtlsOfRegister(Calls calls) {
        generateTtls(calls, List.of(MemberCalls::registerAgain));
    }

    /** Sends heartbeats with TTLs of every size. */
    public static void generateTtlsOfHeartbeat(Calls calls) {
        generateTtls(calls, List.of(MemberCalls::heartbeat));
    }

    /** Gives members TTLs of every size in every way. */
    public static void generateTtls(Calls calls) {
        generateTtls(calls, List.of(MemberCalls::register, MemberCalls::registerAgain, MemberCalls::heartbeat));
    }

    private static void generateTtls(Calls calls, List<TtlCalls.Giving> ways) {
        new TtlCalls(ways, MemberCalls::read).generate(calls);
    }

    private static void register(Calls calls, String node, Duration ttl) {
        calls.members().register(node, ZONE, ttl);
    }

    private static void registerAgain(Calls calls, String node, Duration ttl) {
        calls.members().register(node, ZONE, calls.units(1_000));
        calls.members().register(node, OTHER, ttl);
    }

    private static void heartbeat(Calls calls, String node, Duration ttl) {
        calls.members().register(node, ZONE, calls.units(1_000));
        calls.members().heartbeat(node, ttl);
    }

    /** Registers many members. */
    public static void generateMany(Calls calls) {
        int from = 0;
        for (int number : NUMBERS) {
            for (int i = from; i < number; i++) {
                calls.members().register("node " + i, Map.of("number", "" + i), calls.units(1_000 + i % 2));
            }
            readAll(calls);
            calls.members().deregister("node " + from);
            readAll(calls);
            from = number;
        }
        if (calls.passing() == Passing.EXACT) {
            for (int i = from; i < MANY; i++) {
                calls.members().register("node " + i, Map.of(), calls.units(1_000));
            }
            readAll(calls);
        }
        calls.pass(1_000);
        readAll(calls);
    }
}
