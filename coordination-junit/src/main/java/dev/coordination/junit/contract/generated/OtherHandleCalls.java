// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.util.List;
import java.util.Map;

/**
 * Lets a node read an election and a member, changes them through another node in every way, and reads them again on
 * the first node, which must not rely on what it read before.
 */
public final class OtherHandleCalls implements Generator {

    private static final int READER = 0;
    private static final int WRITER = 1;
    private static final Map<String, String> ZONE = Map.of("zone", "a");
    private static final Map<String, String> OTHER = Map.of("zone", "b");

    private int names;

    @Override
    public void generate(Calls calls) {
        for (ElectionState state : ElectionState.values()) {
            for (ElectionOperation operation : ElectionOperation.values()) {
                if (state.isPossible(calls)) {
                    change(calls, calls.name(names++), state, operation);
                }
            }
        }
        for (int i = 0; i < 3; i++) {
            takeTurns(calls, calls.name(names++));
            changeMember(calls, calls.name(names++));
        }
    }

    private static void change(Calls calls, String election, ElectionState state, ElectionOperation operation) {
        List<Leadership> terms = state.of(calls, election);
        readElection(calls, election);
        operation.call(elections(calls), election, terms, calls.units(2 * ElectionState.LIFE));
        readElection(calls, election);
    }

    /** Lets two nodes lead in turn, one of them for several terms. */
    private static void takeTurns(Calls calls, String election) {
        for (String node : List.of(ElectionState.A, ElectionState.A, ElectionState.B, ElectionState.A)) {
            elections(calls).tryAcquire(election, node, calls.units(ElectionState.LIFE));
            readElection(calls, election);
            calls.on(READER).leaderElection().tryAcquire(election, "reader", calls.units(ElectionState.LIFE));
            elections(calls).release(election, node);
            readElection(calls, election);
        }
    }

    private static void changeMember(Calls calls, String node) {
        readMember(calls, node);
        members(calls).register(node, ZONE, calls.units(1_000));
        readMember(calls, node);
        members(calls).register(node, OTHER, calls.units(1_000));
        readMember(calls, node);
        members(calls).heartbeat(node, calls.units(2_000));
        readMember(calls, node);
        members(calls).deregister(node);
        readMember(calls, node);
        calls.on(READER).clusterMembership().heartbeat(node, calls.units(1_000));
        members(calls).register(node, Map.of(), calls.units(1_000));
        readMember(calls, node);
    }

    private static void readElection(Calls calls, String election) {
        calls.on(READER).leaderElection().currentLeader(election);
    }

    private static void readMember(Calls calls, String node) {
        DistributedCoordination reader = calls.on(READER);
        reader.clusterMembership().metadata(node);
        reader.clusterMembership().members();
        reader.clusterMembership().activeNodes();
    }

    private static LeaderElection elections(Calls calls) {
        return calls.on(WRITER).leaderElection();
    }

    private static ClusterMembership members(Calls calls) {
        return calls.on(WRITER).clusterMembership();
    }
}
