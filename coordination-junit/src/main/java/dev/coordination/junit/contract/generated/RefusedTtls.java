// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import dev.coordination.Leadership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives invalid TTLs to terms and members in every state, and finds out whether anything has changed. */
@SuppressWarnings("NullAway") // Null arguments are tested.
public final class RefusedTtls {

    private static final List<ElectionOperation> OF_TERMS = List.of(
            ElectionOperation.ACQUIRE,
            ElectionOperation.ACQUIRE_AS_ANOTHER,
            ElectionOperation.ACQUIRE_AS_NEW,
            ElectionOperation.RENEW);

    /** How many of the TTLs, taken in turn, each operation is given in each state. */
    private static final int EACH = 3;

    private RefusedTtls() {}

    /** Gives such TTLs to terms. */
    public static void generateTerms(Calls calls) {
        List<String> elections = new ArrayList<>();
        for (ElectionState state : ElectionState.values()) {
            for (int i = 0; i < OF_TERMS.size() * EACH && state.isPossible(calls); i++) {
                String election = calls.name(elections.size());
                List<Leadership> terms = state.of(calls, election);
                OF_TERMS.get(i % OF_TERMS.size()).call(calls.elections(), election, terms, ttl(elections.size() / 3));
                calls.elections().currentLeader(election);
                elections.add(election);
            }
        }
        for (int passed = 0; passed <= 2 * ElectionState.LIFE && calls.timePasses(); passed++) {
            calls.pass(1);
            elections.forEach(election -> calls.elections().currentLeader(election));
        }
    }

    private static @Nullable Duration ttl(int number) {
        return RefusedArguments.TTLS.get(number % RefusedArguments.TTLS.size());
    }

    /** Gives such TTLs to members. */
    public static void generateMembers(Calls calls) {
        List<String> nodes = new ArrayList<>();
        for (MemberCalls.Call state : MemberCalls.STATES) {
            for (int i = 0; i < EACH; i++) {
                for (boolean heartbeat : List.of(true, false)) {
                    String node = calls.name(nodes.size());
                    Duration none = ttl(nodes.size() / 2);
                    state.make(calls, node);
                    if (heartbeat) {
                        calls.members().heartbeat(node, none);
                    } else {
                        calls.members().register(node, Map.of("zone", "refused"), none);
                    }
                    calls.members().metadata(node);
                    nodes.add(node);
                }
            }
        }
        calls.members().members();
        for (int passed = 0; passed <= 2 * MemberCalls.LIFE && calls.timePasses(); passed++) {
            calls.pass(1);
            calls.members().members();
        }
    }
}
