// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.M_01;
import static dev.coordination.junit.contract.Rule.M_02;
import static dev.coordination.junit.contract.Rule.M_03;
import static dev.coordination.junit.contract.Rule.M_04;
import static dev.coordination.junit.contract.Rule.M_06;
import static dev.coordination.junit.contract.faulty.RacyFaults.apart;
import static dev.coordination.junit.contract.faulty.RacyFaults.pass;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/** Operations of the cluster membership that take two steps. */
final class RacyClusterFaults {

    private RacyClusterFaults() {}

    static List<IntFunction<Fault>> kinds() {
        return List.of(
                RacyClusterFaults::registerInTwoParts,
                RacyClusterFaults::registerAnew,
                RacyClusterFaults::heartbeat,
                RacyClusterFaults::heartbeatAnew,
                RacyClusterFaults::deregister,
                RacyClusterFaults::members,
                RacyClusterFaults::membersInHalves,
                RacyClusterFaults::metadataRemovesWhatHasExpired);
    }

    private static Fault registerInTwoParts(int window) {
        return Fault.of(M_02, "register adds the node, then its metadata" + apart(window))
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        if (metadata != null && !metadata.isEmpty()) {
                            super.register(nodeId, Map.of(), ttl);
                            pass(window);
                        }
                        super.register(nodeId, metadata, ttl);
                    }
                });
    }

    private static Fault registerAnew(int window) {
        return Fault.of(M_06, "register removes the node, then adds it" + apart(window))
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl); // refuses bad arguments
                        super.deregister(nodeId);
                        pass(window);
                        super.register(nodeId, metadata, ttl);
                    }
                });
    }

    private static Fault heartbeat(int window) {
        return Fault.of(M_03, "heartbeat reads the metadata, then registers the node" + apart(window))
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        Optional<Map<String, String>> metadata = super.metadata(nodeId);
                        if (metadata.isEmpty()) {
                            return super.heartbeat(nodeId, ttl);
                        }
                        pass(window);
                        super.register(nodeId, metadata.get(), ttl);
                        return true;
                    }
                });
    }

    private static Fault heartbeatAnew(int window) {
        return Fault.of(M_01, "heartbeat removes the node, then adds it" + apart(window))
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        Optional<Map<String, String>> metadata = super.metadata(nodeId);
                        boolean active = super.heartbeat(nodeId, ttl);
                        if (active && metadata.isPresent()) {
                            super.deregister(nodeId);
                            pass(window);
                            super.register(nodeId, metadata.get(), ttl);
                        }
                        return active;
                    }
                });
    }

    private static Fault deregister(int window) {
        return Fault.of(M_04, "deregister checks the node, then removes it" + apart(window))
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public boolean deregister(String nodeId) {
                        boolean active = super.metadata(nodeId).isPresent();
                        pass(window);
                        super.deregister(nodeId);
                        return active;
                    }
                });
    }

    private static Fault members(int window) {
        return Fault.of(M_06, "members lists the nodes, then reads the metadata of each" + apart(window))
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public Map<String, Map<String, String>> members() {
                        Map<String, Map<String, String>> members = new HashMap<>();
                        Set<String> nodes = super.activeNodes();
                        pass(window);
                        for (String node : nodes) {
                            super.metadata(node).ifPresent(metadata -> members.put(node, metadata));
                        }
                        return Map.copyOf(members);
                    }
                });
    }

    private static Fault membersInHalves(int window) {
        return Fault.of(M_06, "members reads half of the nodes, then the others" + apart(window))
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public Map<String, Map<String, String>> members() {
                        Map<String, Map<String, String>> members = new HashMap<>(super.members());
                        members.keySet().removeIf(RacyClusterFaults::isInSecondHalf);
                        pass(window);
                        super.members().forEach((node, metadata) -> {
                            if (isInSecondHalf(node)) {
                                members.put(node, metadata);
                            }
                        });
                        return Map.copyOf(members);
                    }
                });
    }

    private static boolean isInSecondHalf(String node) {
        return node.codePointBefore(node.length()) % 2 == 0;
    }

    private static Fault metadataRemovesWhatHasExpired(int window) {
        return Fault.of(M_06, "metadata finds an expired node, then removes it" + apart(window))
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        RacyFaults.expiresAfter(ttl, nodeId, context);
                    }

                    @Override
                    public Optional<Map<String, String>> metadata(String nodeId) {
                        Optional<Map<String, String>> metadata = super.metadata(nodeId);
                        if (metadata.isEmpty() && RacyFaults.hasExpired(nodeId, context)) {
                            pass(window);
                            super.deregister(nodeId);
                        }
                        return metadata;
                    }
                });
    }
}
