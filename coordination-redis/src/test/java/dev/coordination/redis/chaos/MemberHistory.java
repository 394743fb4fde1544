// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The nodes of a membership, which never use an id again that they have deregistered. Invariants: no node is listed after its TTL;
 * if the servers keep what they have acknowledged, a node is listed until then, and its heartbeats succeed, and it is not listed
 * after it was deregistered.
 */
final class MemberHistory {

    private static final class Node {
        final Lease lease;
        long deregistered = Long.MAX_VALUE;

        Node(long ttlNanos) {
            lease = new Lease(ttlNanos);
        }
    }

    private record Denial(String node, Call<?> call) {}

    private final Map<String, Node> nodes = new HashMap<>();
    private final List<Denial> denials = new ArrayList<>();
    private final List<Call<Set<String>>> reads = new ArrayList<>();

    /** Records a call that has registered a node, or was a heartbeat that succeeded, or may be. All have the same TTL. */
    synchronized void renewed(String node, Call<?> call, long ttlNanos) {
        nodes.computeIfAbsent(node, key -> new Node(ttlNanos)).lease.renewed(call);
    }

    /** Records a heartbeat to which the answer was that there is no such node. */
    synchronized void denied(String node, Call<?> call) {
        denials.add(new Denial(node, call));
    }

    /** Records a call that has removed a node, or may have. */
    synchronized void deregistered(String node, Call<Boolean> call) {
        Node of = nodes.get(node);
        if (of == null) {
            return;
        }
        of.lease.endedFrom(call.begin());
        if (call.isAcknowledged()) {
            of.deregistered = Math.min(of.deregistered, call.end());
        }
    }

    /** Records a call that has returned the ids of the nodes. */
    synchronized void read(Call<Set<String>> call) {
        if (call.isAcknowledged()) {
            reads.add(call);
        }
    }

    synchronized List<String> broken(boolean keeps) {
        List<String> broken = new ArrayList<>();
        for (Call<Set<String>> read : reads) {
            for (String name : read.value()) {
                Node node = nodes.get(name);
                if (node == null) {
                    broken.add(name + " was listed, but never registered");
                } else if (node.lease.expiredBefore(read)) {
                    broken.add(name + " was listed after its TTL");
                } else if (keeps && !node.lease.isInDoubt() && node.deregistered < read.begin()) {
                    broken.add(name + " was listed after it was deregistered");
                }
            }
            if (keeps) {
                nodes.forEach((name, node) -> {
                    if (node.lease.covers(read) && !read.value().contains(name)) {
                        broken.add(name + " was not listed within its TTL");
                    }
                });
            }
        }
        for (Denial denial : denials) {
            Node node = nodes.get(denial.node);
            if (keeps && node != null && node.lease.covers(denial.call)) {
                broken.add("a heartbeat of " + denial.node + " was refused within its TTL");
            }
        }
        return broken;
    }
}
