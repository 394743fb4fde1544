// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import dev.coordination.Arguments;
import dev.coordination.CoordinationCall;
import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.Subscription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The subscriptions, leases and members that a test opened, by handle, and which of them are still open. Thread-safe. */
final class OpenResources {

    /** The handle of each subscription that was not closed. Guarded by this. */
    private final Map<Subscription, String> subscriptions = new IdentityHashMap<>();

    /** The handle that last acquired each election. Guarded by this. */
    private final Map<String, String> elections = new TreeMap<>();

    /** The handle that last registered each node id. Guarded by this. */
    private final Map<String, String> members = new TreeMap<>();

    synchronized void add(CoordinationCall call) {
        if (call.thrown() != null) {
            return;
        }
        switch (call.operation()) {
            case PUB_SUB_SUBSCRIBE -> {
                if (call.result() instanceof Subscription made) {
                    subscriptions.put(made, call.handle());
                }
            }
            case SUBSCRIPTION_CLOSE -> subscriptions.remove(call.subscription());
            case LEADER_ELECTION_TRY_ACQUIRE -> {
                if (call.result() instanceof Optional<?> acquired && acquired.orElse(null) instanceof Leadership term) {
                    elections.put(term.election(), call.handle());
                }
            }
            case CLUSTER_MEMBERSHIP_REGISTER -> {
                if (call.arguments().get(0) instanceof String nodeId) {
                    members.put(nodeId, call.handle());
                }
            }
            default -> {} // Opens nothing.
        }
    }

    /**
     * Returns one line for each resource that is still open.
     *
     * @param backend a handle on the backend
     */
    synchronized List<String> asText(DistributedCoordination backend) {
        List<String> lines = new ArrayList<>();
        subscriptions.forEach((subscription, handle) -> {
            if (isOpen(subscription)) {
                lines.add("handle " + handle + ": " + subscription);
            }
        });
        Collections.sort(lines); // The map has no order.
        elections.forEach((election, handle) -> backend.leaderElection()
                .currentLeader(election)
                .ifPresent(term -> lines.add("handle " + handle + ": lease of election " + Arguments.quoted(election)
                        + ", held by " + Arguments.quoted(term.nodeId()))));
        backend.clusterMembership().activeNodes().stream()
                .sorted()
                .forEach(nodeId -> lines.add(
                        "handle " + members.getOrDefault(nodeId, "?") + ": member " + Arguments.quoted(nodeId)));
        return lines;
    }

    /** Returns whether a subscription is open. A lost subscription counts as open, since it must be closed too. */
    private static boolean isOpen(Subscription subscription) {
        try {
            subscription.pending();
            return true;
        } catch (CoordinationClosedException e) {
            return false;
        } catch (CoordinationException e) {
            return true;
        }
    }
}
