// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.Leadership;
import java.util.Map;

/** Makes the same call again and again, so often that an adapter that counts its calls reaches a limit. */
public final class RepeatedCalls {

    private static final int ROUNDS = 260;

    /** The TTL that each call sets, in units. If a call is lost, the name expires soon afterwards. */
    private static final int LIFE = 2;

    private RepeatedCalls() {}

    /** Gives a key another TTL. */
    public static void generateExpire(Calls calls) {
        calls.cache().set("k", utf8("x"));
        for (int i = 0; i < ROUNDS; i++) {
            calls.cache().expire("k", calls.units(LIFE));
            EntryCalls.read(calls, "k");
            calls.pass(1);
        }
    }

    /** Tries to create a key that exists. */
    public static void generateSetIfAbsent(Calls calls) {
        calls.cache().set("k", utf8("x"));
        for (int i = 0; i < ROUNDS; i++) {
            calls.cache().setIfAbsent("k", utf8("y"), calls.units(LIFE));
            calls.cache().get("k");
        }
    }

    /** Tries to win an election that another node holds. */
    public static void generateRefusals(Calls calls) {
        Leadership term = ElectionState.acquire(calls, "e", ElectionState.A, LIFE);
        for (int i = 0; i < ROUNDS; i++) {
            calls.elections().tryAcquire("e", ElectionState.B, calls.units(LIFE));
            calls.elections().renew(term, calls.units(LIFE));
            calls.elections().currentLeader("e");
        }
    }

    /** Acquires an election again. */
    public static void generateAcquire(Calls calls) {
        for (int i = 0; i < ROUNDS; i++) {
            ElectionState.acquire(calls, "e", ElectionState.A, LIFE);
            calls.elections().currentLeader("e");
            calls.pass(1);
        }
    }

    /** Renews a term. */
    public static void generateRenew(Calls calls) {
        Leadership term = ElectionState.acquire(calls, "e", ElectionState.A, LIFE);
        for (int i = 0; i < ROUNDS; i++) {
            calls.elections().renew(term, calls.units(LIFE));
            calls.elections().currentLeader("e");
            calls.pass(1);
        }
    }

    /** Registers a member again. */
    public static void generateRegister(Calls calls) {
        for (int i = 0; i < ROUNDS; i++) {
            calls.members().register("n", Map.of("round", "" + i), calls.units(LIFE));
            calls.members().members();
            calls.pass(1);
        }
    }

    /** Sends heartbeats. */
    public static void generateHeartbeat(Calls calls) {
        calls.members().register("n", Map.of(), calls.units(LIFE));
        for (int i = 0; i < ROUNDS; i++) {
            calls.members().heartbeat("n", calls.units(LIFE));
            calls.members().activeNodes();
            calls.pass(1);
        }
    }
}
