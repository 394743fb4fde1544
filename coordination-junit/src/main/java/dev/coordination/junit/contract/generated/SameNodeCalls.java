// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import dev.coordination.Leadership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lets one node hold several elections, and one handle keep several members, each with a TTL of its own. */
public final class SameNodeCalls {

    private static final int NAMES = 5;
    private static final int STEPS = 120;
    private static final int LONGEST = 9;

    private SameNodeCalls() {}

    /** Uses elections. */
    public static void generateElections(Calls calls) {
        List<Leadership> terms = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            terms.add(acquire(calls, i));
        }
        for (int step = 0; step < STEPS; step++) {
            int i = calls.below(NAMES);
            switch (calls.below(4)) {
                case 0, 1 -> terms.set(i, acquire(calls, i));
                case 2 -> calls.elections().renew(terms.get(i), ttl(calls));
                default -> calls.pass(1);
            }
            for (int each = 0; each < NAMES; each++) {
                calls.elections().currentLeader("election " + each);
            }
        }
    }

    private static Leadership acquire(Calls calls, int number) {
        return calls.elections()
                .tryAcquire("election " + number, ElectionState.A, ttl(calls))
                .orElseThrow();
    }

    /** Uses members of one handle. */
    public static void generateMembers(Calls calls) {
        var members = calls.on(0).clusterMembership();
        for (int step = 0; step < STEPS; step++) {
            String node = "node " + calls.below(NAMES);
            switch (calls.below(4)) {
                case 0 -> members.register(node, Map.of("step", "" + step), ttl(calls));
                case 1, 2 -> members.heartbeat(node, ttl(calls));
                default -> calls.pass(1);
            }
            calls.members().members();
        }
    }

    private static Duration ttl(Calls calls) {
        return calls.units(1 + calls.below(LONGEST));
    }
}
