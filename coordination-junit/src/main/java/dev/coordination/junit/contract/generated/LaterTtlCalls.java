// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.Leadership;
import dev.coordination.junit.contract.generated.TtlCalls.Giving;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Gives TTLs of every size to names that are, or have been, in use: an adapter may update or recreate an entry in a
 * different way than it first creates one.
 */
public final class LaterTtlCalls {

    private static final byte[] VALUE = utf8("1");
    private static final byte[] OTHER = utf8("other");

    /** The earlier TTL, in units: longer than some of the TTLs that follow, and shorter than others. */
    private static final int BEFORE = 1_000;

    private LaterTtlCalls() {}

    /** Sets keys that are present, have been deleted or have expired. */
    public static void generateSet(Calls calls) {
        generateKeys(
                calls,
                List.of(
                        (on, key, ttl) -> on.cache().set(key, OTHER),
                        (on, key, ttl) -> on.cache().set(key, OTHER, on.units(BEFORE)),
                        (on, key, ttl) -> on.cache().increment(key, 5, on.units(BEFORE)),
                        LaterTtlCalls::delete),
                (on, key, ttl) -> on.cache().set(key, VALUE, ttl));
    }

    /** Creates keys that have been deleted or have expired. */
    public static void generateSetIfAbsent(Calls calls) {
        generateKeys(
                calls,
                List.of(LaterTtlCalls::delete),
                (on, key, ttl) -> on.cache().setIfAbsent(key, VALUE, ttl));
    }

    /** Increments keys that have been deleted or have expired. */
    public static void generateIncrement(Calls calls) {
        generateKeys(
                calls,
                List.of(LaterTtlCalls::delete),
                (on, key, ttl) -> on.cache().increment(key, 5, ttl));
    }

    /** Gives a new TTL to keys that have one. */
    public static void generateExpire(Calls calls) {
        generateKeys(
                calls,
                List.of(
                        (on, key, ttl) -> on.cache().set(key, OTHER, on.units(BEFORE)),
                        (on, key, ttl) -> on.cache().setIfAbsent(key, OTHER, on.units(BEFORE)),
                        (on, key, ttl) -> {
                            on.cache().increment(key, 5);
                            on.cache().expire(key, on.units(BEFORE));
                        }),
                (on, key, ttl) -> {
                    on.cache().setIfAbsent(key, OTHER); // In case it has expired.
                    on.cache().expire(key, ttl);
                });
    }

    private static void delete(Calls calls, String key, Duration ttl) {
        calls.cache().set(key, OTHER, calls.units(BEFORE));
        calls.cache().delete(key);
    }

    private static void generateKeys(Calls calls, List<Giving> earlier, Giving giving) {
        after(earlier, giving, LaterTtlCalls::readKey)
                .afterExpiryOf((on, key, ttl) -> on.cache().set(key, OTHER, ttl), giving)
                .generate(calls);
    }

    private static void readKey(Calls calls, String key) {
        calls.cache().ttl(key);
        calls.cache().exists(key);
    }

    /** Returns calls that set a TTL after each of several earlier actions. */
    private static TtlCalls after(List<Giving> earlier, Giving giving, TtlCalls.Reading reading) {
        List<Giving> ways = earlier.stream()
                .<Giving>map(before -> (on, name, ttl) -> {
                    before.give(on, name, ttl);
                    giving.give(on, name, ttl);
                })
                .toList();
        return new TtlCalls(ways, reading);
    }

    /** Acquires elections that have been released, or whose term has expired. */
    public static void generateAcquire(Calls calls) {
        Giving giving = (on, election, ttl) -> on.elections().tryAcquire(election, ElectionState.A, ttl);
        after(
                        List.of(
                                (on, election, ttl) -> on.elections().release(acquired(on, election, ElectionState.A)),
                                (on, election, ttl) -> {
                                    acquired(on, election, ElectionState.B);
                                    on.elections().release(election, ElectionState.B);
                                }),
                        giving,
                        LaterTtlCalls::readElection)
                .afterExpiryOf((on, election, ttl) -> on.elections().tryAcquire(election, ElectionState.B, ttl), giving)
                .generate(calls);
    }

    /** Renews terms that have already been renewed, including by acquiring the election again. */
    public static void generateRenew(Calls calls) {
        after(
                        List.of((on, election, ttl) -> {}),
                        (on, election, ttl) -> {
                            Leadership term = acquired(on, election, ElectionState.A);
                            on.elections().renew(term, on.units(BEFORE / 2));
                            on.elections().tryAcquire(election, ElectionState.A, on.units(BEFORE));
                            on.elections().renew(term, ttl);
                        },
                        LaterTtlCalls::readElection)
                .generate(calls);
    }

    private static Leadership acquired(Calls calls, String election, String node) {
        return ElectionState.acquire(calls, election, node, BEFORE);
    }

    private static void readElection(Calls calls, String election) {
        calls.elections().currentLeader(election);
    }

    /** Registers nodes that have left or have expired. */
    public static void generateRegister(Calls calls) {
        Giving giving = (on, node, ttl) -> on.members().register(node, Map.of("zone", "a"), ttl);
        after(
                        List.of((on, node, ttl) -> {
                            on.members().register(node, Map.of("zone", "b"), on.units(BEFORE));
                            on.members().deregister(node);
                        }),
                        giving,
                        LaterTtlCalls::readMember)
                .afterExpiryOf((on, node, ttl) -> on.members().register(node, Map.of("zone", "b"), ttl), giving)
                .generate(calls);
    }

    /** Sends heartbeats of nodes that have already sent heartbeats or registered again. */
    public static void generateHeartbeat(Calls calls) {
        after(
                        List.of(
                                (on, node, ttl) -> {
                                    on.members().register(node, Map.of("zone", "a"), on.units(BEFORE));
                                    on.members().heartbeat(node, on.units(BEFORE / 2));
                                },
                                (on, node, ttl) -> {
                                    on.members().register(node, Map.of("zone", "a"), on.units(BEFORE / 2));
                                    on.members().register(node, Map.of(), on.units(BEFORE));
                                }),
                        (on, node, ttl) -> on.members().heartbeat(node, ttl),
                        LaterTtlCalls::readMember)
                .generate(calls);
    }

    private static void readMember(Calls calls, String node) {
        calls.members().metadata(node);
    }
}
