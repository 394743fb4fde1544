// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import dev.coordination.ClusterMembership;
import dev.coordination.Leadership;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lets one node make a call, another node make any call, and the first node repeat its own call, which must not return
 * a remembered result. This is done for each pair of operations, on names in several states.
 */
public final class RememberedCalls {

    private static final int READER = 0;
    private static final int WRITER = 1;

    private static final List<ElectionState> ELECTIONS =
            List.of(ElectionState.FREE, ElectionState.HELD, ElectionState.HELD_BY_ANOTHER);

    /** A call on a node. */
    private interface MemberCall {
        void make(ClusterMembership on, String node, Calls calls);
    }

    private static final List<MemberCall> CHANGES = List.of(
            (on, node, calls) -> on.register(node, Map.of("zone", "a"), calls.units(1_000)),
            (on, node, calls) -> on.register(node, Map.of("zone", "b"), calls.units(1_000)),
            (on, node, calls) -> on.register(node, Map.of(), calls.units(1_000)),
            (on, node, calls) -> on.heartbeat(node, calls.units(1_000)),
            (on, node, calls) -> on.deregister(node));

    private static final List<MemberCall> QUERIES = List.of(
            (on, node, calls) -> on.metadata(node),
            (on, node, calls) -> on.members(),
            (on, node, calls) -> on.activeNodes());

    private static final List<MemberCall> SEEN = Stream.concat(
                    Stream.<MemberCall>of(
                            (on, node, calls) -> on.register(node, Map.of("zone", "c"), calls.units(1_000)),
                            (on, node, calls) -> on.heartbeat(node, calls.units(1_000)),
                            (on, node, calls) -> on.deregister(node)),
                    QUERIES.stream())
            .toList();

    private RememberedCalls() {}

    /** Uses elections. */
    public static void generateElections(Calls calls) {
        int names = 0;
        for (ElectionState state : ELECTIONS) {
            for (ElectionOperation change : ElectionOperation.values()) {
                for (ElectionOperation seen : ElectionOperation.values()) {
                    String election = calls.name(names++);
                    List<Leadership> terms = state.of(calls, election);
                    make(calls, READER, seen, election, terms);
                    make(calls, WRITER, change, election, terms);
                    make(calls, READER, seen, election, terms);
                    calls.on(READER).leaderElection().currentLeader(election);
                }
            }
        }
    }

    private static void make(
            Calls calls, int node, ElectionOperation operation, String election, List<Leadership> terms) {
        operation.call(calls.on(node).leaderElection(), election, terms, calls.units(1_000));
    }

    /** Uses members. */
    public static void generateMembers(Calls calls) {
        int names = 0;
        for (int state = 0; state < CHANGES.size(); state += 2) { // The last one leaves the node unknown.
            for (MemberCall change : CHANGES) {
                for (MemberCall seen : SEEN) {
                    String node = calls.name(names++);
                    ClusterMembership reader = calls.on(READER).clusterMembership();
                    ClusterMembership writer = calls.on(WRITER).clusterMembership();
                    CHANGES.get(state).make(writer, node, calls);
                    seen.make(reader, node, calls);
                    change.make(writer, node, calls);
                    seen.make(reader, node, calls);
                    reader.metadata(node);
                    writer.deregister(node);
                }
            }
        }
    }

    /**
     * Makes a query of members, changes a member through another node, and makes every query, starting with a different
     * one each time.
     */
    public static void generateQueries(Calls calls) {
        ClusterMembership reader = calls.on(READER).clusterMembership();
        ClusterMembership writer = calls.on(WRITER).clusterMembership();
        int names = 0;
        for (int state = 0; state < CHANGES.size(); state += 2) { // The last one leaves the node unknown.
            for (MemberCall change : CHANGES) {
                for (MemberCall before : QUERIES) {
                    for (int first = 0; first < QUERIES.size(); first++) {
                        String node = calls.name(names++);
                        CHANGES.get(state).make(writer, node, calls);
                        before.make(reader, node, calls);
                        change.make(writer, node, calls);
                        for (int i = 0; i < QUERIES.size(); i++) {
                            QUERIES.get((first + i) % QUERIES.size()).make(reader, node, calls);
                        }
                        writer.deregister(node);
                    }
                }
            }
        }
    }
}
