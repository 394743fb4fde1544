// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.races;

import dev.coordination.ClusterMembership;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Calls on the nodes of a round, which are numbered. */
public final class MemberCalls {

    private static final String VERSION = "version";

    private MemberCalls() {}

    private static String node(Round round, int number) {
        return round.name() + number;
    }

    public static Step register(int node, int version, Ttl ttl) {
        return new Step(
                "clusterMembership.register(node " + node + ", version " + version + ", " + ttl + ")",
                (handle, round) -> {
                    handle.clusterMembership()
                            .register(node(round, node), Map.of(VERSION, Integer.toString(version)), ttl.of(round));
                    return Step.DONE;
                });
    }

    public static Step heartbeat(int node) {
        return new Step(
                "clusterMembership.heartbeat(node " + node + ")",
                (handle, round) -> handle.clusterMembership().heartbeat(node(round, node), Ttl.LONG.of(round)));
    }

    public static Step deregister(int node) {
        return new Step(
                "clusterMembership.deregister(node " + node + ")",
                (handle, round) -> handle.clusterMembership().deregister(node(round, node)));
    }

    public static Step metadata(int node) {
        return new Step(
                "clusterMembership.metadata(node " + node + ")",
                (handle, round) -> version(handle.clusterMembership().metadata(node(round, node))));
    }

    private static String version(Optional<Map<String, String>> metadata) {
        return Step.notNull(metadata, "clusterMembership.metadata")
                .map(map -> VERSION + " " + map.get(VERSION))
                .orElse("absent");
    }

    public static Step activeNodes() {
        return new Step("clusterMembership.activeNodes", (handle, round) -> {
            TreeSet<String> own = new TreeSet<>(
                    Step.notNull(handle.clusterMembership().activeNodes(), "clusterMembership.activeNodes"));
            own.removeIf(node -> !node.startsWith(round.name()));
            return "nodes "
                    + own.stream()
                            .map(node -> node.substring(round.name().length()))
                            .toList();
        });
    }

    public static Step members() {
        return new Step("clusterMembership.members", (handle, round) -> {
            Map<String, String> own = new TreeMap<>();
            Step.notNull(handle.clusterMembership().members(), "clusterMembership.members")
                    .forEach((node, metadata) -> {
                        if (node.startsWith(round.name())) {
                            own.put("node " + node.substring(round.name().length()), version(Optional.of(metadata)));
                        }
                    });
            return own;
        });
    }

    /** Reads the members, and then removes them, so that no later round sees them. */
    public static Step last() {
        Step members = members();
        return new Step(members.name(), (handle, round) -> {
            Object result = members.call(handle, round);
            ClusterMembership membership = handle.clusterMembership();
            membership.activeNodes().stream()
                    .filter(node -> node.startsWith(round.name()))
                    .forEach(membership::deregister);
            return result;
        });
    }
}
