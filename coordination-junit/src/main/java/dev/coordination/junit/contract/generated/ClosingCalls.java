// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.Subscription;
import dev.coordination.junit.harness.Capability;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Closes handles once or several times, and uses both the closed handles and others, some of which are connected after
 * a close.
 */
public final class ClosingCalls implements Generator {

    private static final int ROUNDS = 6;

    private static final Set<Capability> PUBSUB =
            Set.of(Capability.PUBSUB, Capability.POLL_SEES_PUBLISHED, Capability.EXACT_RECEIVER_COUNT);

    @Override
    public void generate(Calls calls) {
        int last = Calls.NODES;
        for (int round = 0; round < ROUNDS; round++) {
            int closed = last++;
            int before = last++;
            use(calls, closed, round);
            use(calls, before, round);
            Optional<Subscription> subscription = PUBSUB.stream().allMatch(calls::has)
                    ? Optional.of(calls.on(before).pubSub().subscribe("channel " + round))
                    : Optional.empty();
            for (int times = calls.below(3); times >= 0; times--) {
                calls.on(closed).close();
                int meanwhile = last++;
                use(calls, meanwhile, round);
                use(calls, closed, round);
                for (int open : List.of(before, meanwhile, closed - 1)) {
                    use(calls, open, round);
                }
            }
            String channel = "channel " + round;
            subscription.ifPresent(open -> {
                calls.any().pubSub().publish(channel, utf8("x"));
                open.poll();
            });
        }
    }

    /** Makes calls in each area. */
    private static void use(Calls calls, int node, int round) {
        DistributedCoordination handle = calls.on(node);
        CacheOperation operation = calls.one(List.of(CacheOperation.values()));
        if (operation.isPossible(calls)) {
            operation.call(handle.cache(), "k", utf8("x"), calls.units(1_000));
        }
        handle.cache().increment("counter", 1);
        Leadership term = handle.leaderElection()
                .tryAcquire("election " + round, "node", calls.units(1_000))
                .orElseThrow();
        handle.leaderElection().renew(term, calls.units(1_000));
        handle.leaderElection().currentLeader("election " + round);
        handle.clusterMembership().register("node " + node, Map.of(), calls.units(1_000));
        handle.clusterMembership().activeNodes();
    }
}
