// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.Leadership;
import dev.coordination.junit.contract.generated.Conditions.Passing;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Leaves names unused for hours, days and years, and then uses them again. Also creates many names. */
public final class IdleCalls {

    private static final List<Duration> IDLE =
            List.of(Duration.ofHours(2), Duration.ofDays(2), Duration.ofDays(40), Duration.ofDays(4_000));

    private static final int MANY = 10_001;
    private static final int SOME = 1_001;

    private IdleCalls() {}

    /** Uses keys that do not expire, some of them also between the idle times. */
    public static void generateKeys(Calls calls) {
        for (String key : List.of("idle", "read", "written")) {
            calls.cache().set(key, utf8("x"));
            calls.cache().increment("counter " + key, 5);
            calls.cache().setIfAbsent("created " + key, utf8("y"));
        }
        for (Duration idle : IDLE) {
            advance(calls, idle);
            EntryCalls.read(calls, "read");
            EntryCalls.read(calls, "created read");
            calls.cache().replace("written", utf8("x"), utf8("x"));
            calls.cache().increment("counter written", 1);
            calls.cache().get("counter read");
        }
        for (String key : List.of("idle", "read", "written")) {
            EntryCalls.read(calls, key);
            calls.cache().increment("counter " + key, 1);
            calls.cache().setIfAbsent("created " + key, utf8("z"));
        }
    }

    /** Uses elections that are free for a long time. */
    public static void generateElections(Calls calls) {
        for (Duration idle : IDLE) {
            ElectionState.acquire(calls, "e", ElectionState.A, 1);
            calls.elections().currentLeader("e");
            advance(calls, idle);
            ElectionState.acquire(calls, "e", ElectionState.B, 4);
            calls.elections().currentLeader("e");
            calls.elections().release("e", ElectionState.B);
            calls.elections().currentLeader("e");
        }
    }

    /** Renews and releases terms long after they have ended, when no new term has followed them. */
    public static void generateEndedTerms(Calls calls) {
        for (Duration idle : IDLE) {
            List<Leadership> ended = List.of(
                    ElectionState.acquire(calls, "released " + idle, ElectionState.A, 4),
                    ElectionState.acquire(calls, "released by id " + idle, ElectionState.A, 4),
                    ElectionState.acquire(calls, "expired " + idle, ElectionState.A, 4));
            calls.elections().release(ended.get(0));
            calls.elections().release(ended.get(1).election(), ElectionState.A);
            List<Leadership> over = calls.timePasses() ? ended : ended.subList(0, 2);
            advance(calls, idle);
            for (Leadership term : over) {
                calls.elections().renew(term, calls.units(4));
                calls.elections().currentLeader(term.election());
                calls.elections().release(term);
                calls.elections().release(term.election(), ElectionState.A);
            }
        }
    }

    /** Sends heartbeats for members long after they have expired or left. */
    public static void generateLateHeartbeats(Calls calls) {
        for (Duration idle : IDLE) {
            calls.members().register("left " + idle, Map.of("zone", "a"), calls.units(4));
            calls.members().deregister("left " + idle);
            if (calls.timePasses()) {
                calls.members().register("expired " + idle, Map.of("zone", "a"), calls.units(4));
            }
            advance(calls, idle);
            for (String node : List.of("left " + idle, "expired " + idle)) {
                calls.members().heartbeat(node, calls.units(4));
                calls.members().metadata(node);
            }
            calls.members().activeNodes();
        }
    }

    /** Uses members that are away for a long time. */
    public static void generateMembers(Calls calls) {
        for (Duration idle : IDLE) {
            calls.members().register("n", Map.of("idle", "" + idle), calls.units(4));
            calls.members().members();
            advance(calls, idle);
            calls.members().activeNodes();
            calls.members().register("n", Map.of("new", "" + idle), calls.units(4));
            calls.members().metadata("n");
            calls.members().deregister("n");
        }
    }

    /** Advances time far enough for short TTLs to expire, or makes another call if no time passes. */
    private static void advance(Calls calls, Duration idle) {
        if (calls.timePasses()) {
            calls.sequence().advance(idle.compareTo(calls.units(4)) > 0 ? idle : calls.units(4));
        } else {
            calls.elections().release("e", ElectionState.A);
        }
    }

    /** Creates so many keys that an adapter of limited size would drop the first ones. */
    public static void generateMany(Calls calls) {
        int many = calls.passing() == Passing.EXACT ? MANY : SOME;
        for (int i = 0; i < many; i++) {
            calls.cache().set("k" + i, utf8("" + i));
        }
        for (int i = 0; i < many; i += i < SOME / 10 ? 1 : SOME / 10) {
            calls.cache().get("k" + i);
        }
    }
}
