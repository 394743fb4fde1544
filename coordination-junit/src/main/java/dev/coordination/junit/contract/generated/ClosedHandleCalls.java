// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lets a handle make every call that changes something, and then closes it: the effects must remain. */
public final class ClosedHandleCalls {

    /** The node whose handle is closed. */
    private static final int CLOSED = Calls.NODES;

    private static final int LONG = 1_000;

    private ClosedHandleCalls() {}

    /** Uses keys and members. */
    public static void generateKeysAndMembers(Calls calls) {
        DistributedCoordination closed = calls.on(CLOSED);
        List<String> names = new ArrayList<>();
        for (CacheOperation operation : CacheOperation.WRITES) {
            if (operation.isPossible(calls)) {
                for (Entry entry : Entry.kinds(calls)) {
                    String key = calls.name(names.size());
                    entry.make(calls, key);
                    operation.call(closed.cache(), key, entry.held(), calls.units(LONG));
                    names.add(key);
                }
            }
        }
        calls.members().register("heartbeat", Map.of("zone", "a"), calls.units(LONG));
        closed.clusterMembership().heartbeat("heartbeat", calls.units(2 * LONG));
        closed.clusterMembership().register("registered", Map.of("zone", "b"), calls.units(LONG));
        calls.members().register("again", Map.of("zone", "a"), calls.units(LONG));
        closed.clusterMembership().register("again", Map.of("zone", "b"), calls.units(LONG));
        calls.members().register("left", Map.of(), calls.units(LONG));
        closed.clusterMembership().deregister("left");

        closed.close();

        names.forEach(key -> EntryCalls.read(calls, key));
        calls.members().members();
        calls.members().activeNodes();
        closed.cache().set("late", utf8("x"));
        calls.cache().get("late");
    }

    /** Uses elections, and lets other handles win the next terms. */
    public static void generateElections(Calls calls) {
        DistributedCoordination closed = calls.on(CLOSED);
        List<String> names = new ArrayList<>();
        for (ElectionState state : ElectionState.values()) {
            for (ElectionOperation operation : ElectionOperation.values()) {
                if (state.isPossible(calls)) {
                    String election = calls.name(names.size());
                    List<Leadership> terms = state.of(calls, election);
                    operation.call(closed.leaderElection(), election, terms, calls.units(LONG));
                    names.add(election);
                }
            }
        }
        for (int i = 0; i < 3; i++) { // Nobody leads when the handle is closed.
            names.add("free " + i);
            closed.leaderElection().tryAcquire("free " + i, ElectionState.A, calls.units(LONG));
            closed.leaderElection().release("free " + i, ElectionState.A);
        }

        closed.close();

        for (String election : names) {
            calls.elections().currentLeader(election);
            List.of(ElectionState.A, ElectionState.B, "node c")
                    .forEach(node -> calls.elections().release(election, node));
            calls.elections().tryAcquire(election, "later", calls.units(LONG));
        }
    }
}
