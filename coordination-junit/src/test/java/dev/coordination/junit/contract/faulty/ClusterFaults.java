// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.M_01;
import static dev.coordination.junit.contract.Rule.M_02;
import static dev.coordination.junit.contract.Rule.M_03;
import static dev.coordination.junit.contract.Rule.M_04;
import static dev.coordination.junit.contract.Rule.M_05;
import static dev.coordination.junit.contract.Rule.M_06;

import dev.coordination.ClusterMembership;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Defects in registration, heartbeats and membership queries. */
final class ClusterFaults {

    private ClusterFaults() {}

    static List<Fault> all() {
        return List.of(
                nodesOutliveTheirTtl(),
                heartbeatsDropMetadata(),
                registeringAgainMergesMetadata(),
                registeringAgainKeepsTheTtl(),
                heartbeatsReviveExpiredNodes(),
                heartbeatsRegisterUnknownNodes(),
                heartbeatsAddUp(),
                heartbeatsOnlyLengthen(),
                heartbeatsAlwaysReturnFalse(),
                deregisterAlwaysReturnsTrue(),
                deregisterTakesEffectLater(),
                snapshotsAreMutable(),
                snapshotsAreLive(),
                nullMetadataIsDropped(),
                emptyMetadataReadsAsAbsent(),
                expiredNodesAreStillListed(),
                cleanUpIsNotAtomic());
    }

    private static Fault nodesOutliveTheirTtl() {
        return Fault.of(M_01, "a node stays active for twice its TTL")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        if (ttl.compareTo(Duration.ofDays(10_000)) < 0) {
                            super.heartbeat(nodeId, ttl.multipliedBy(2));
                        }
                    }
                });
    }

    private static Fault heartbeatsDropMetadata() {
        return Fault.of(M_01, "a heartbeat drops the metadata")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        boolean renewed = super.heartbeat(nodeId, ttl);
                        if (renewed) {
                            super.register(nodeId, Map.of(), ttl);
                        }
                        return renewed;
                    }
                });
    }

    private static Fault registeringAgainMergesMetadata() {
        return Fault.of(M_02, "registering again merges the old and the new metadata")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        Optional<Map<String, String>> before = super.metadata(nodeId);
                        super.register(nodeId, metadata, ttl);
                        before.ifPresent(old -> {
                            Map<String, String> merged = new HashMap<>(old);
                            merged.putAll(metadata);
                            super.register(nodeId, merged, ttl);
                        });
                    }
                });
    }

    private static Fault registeringAgainKeepsTheTtl() {
        return Fault.of(M_02, "registering again keeps the old deadline")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        boolean again = super.metadata(nodeId).isPresent();
                        super.register(nodeId, metadata, ttl);
                        Instant deadline = context.get("deadline of " + nodeId, Instant.class);
                        if (again && deadline != null && deadline.isAfter(context.now())) {
                            super.heartbeat(nodeId, Duration.between(context.now(), deadline));
                        } else {
                            context.put("deadline of " + nodeId, context.after(ttl));
                        }
                    }
                });
    }

    private static Fault heartbeatsReviveExpiredNodes() {
        return Fault.of(M_03, "a heartbeat revives an expired node")
                .row(10)
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        context.put("was " + nodeId, Map.copyOf(metadata));
                    }

                    @Override
                    public boolean deregister(String nodeId) {
                        context.remove("was " + nodeId);
                        return super.deregister(nodeId);
                    }

                    @Override
                    @SuppressWarnings("unchecked") // Only metadata is stored.
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        if (super.heartbeat(nodeId, ttl)) {
                            return true;
                        }
                        Map<String, String> expired = context.get("was " + nodeId, Map.class);
                        if (expired != null) {
                            super.register(nodeId, expired, ttl);
                        }
                        return expired != null;
                    }
                });
    }

    private static Fault heartbeatsRegisterUnknownNodes() {
        return Fault.of(M_03, "a heartbeat registers an unknown node without metadata")
                .row(10)
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        if (!super.heartbeat(nodeId, ttl)) {
                            super.register(nodeId, Map.of(), ttl);
                        }
                        return true;
                    }
                });
    }

    private static Fault heartbeatsAddUp() {
        return Fault.of(M_03, "a heartbeat adds its TTL to the remaining time")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        context.put("deadline of " + nodeId, context.after(ttl));
                    }

                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        boolean renewed = super.heartbeat(nodeId, ttl);
                        Instant deadline = context.get("deadline of " + nodeId, Instant.class);
                        if (renewed && deadline != null && deadline.isAfter(context.now())) {
                            super.heartbeat(
                                    nodeId,
                                    Duration.between(context.now(), deadline).plus(ttl));
                            context.put("deadline of " + nodeId, deadline.plus(ttl));
                        }
                        return renewed;
                    }
                });
    }

    private static Fault heartbeatsOnlyLengthen() {
        return Fault.of(M_03, "a heartbeat with a TTL shorter than the registered one changes nothing")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        context.put("ttl of " + nodeId, ttl);
                    }

                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        Duration previous = context.get("ttl of " + nodeId, Duration.class);
                        return previous != null
                                        && previous.compareTo(ttl) > 0
                                        && super.metadata(nodeId).isPresent()
                                || super.heartbeat(nodeId, ttl);
                    }
                });
    }

    private static Fault heartbeatsAlwaysReturnFalse() {
        return Fault.of(M_03, "the heartbeat of an active node returns false")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        super.heartbeat(nodeId, ttl);
                        return false;
                    }
                });
    }

    private static Fault deregisterAlwaysReturnsTrue() {
        return Fault.of(M_04, "deregister always returns true")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public boolean deregister(String nodeId) {
                        super.deregister(nodeId);
                        return true;
                    }
                });
    }

    private static Fault deregisterTakesEffectLater() {
        return Fault.of(M_04, "a node stays listed for a second after deregister")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public boolean deregister(String nodeId) {
                        return super.heartbeat(nodeId, Duration.ofSeconds(1));
                    }
                });
    }

    private static Fault snapshotsAreMutable() {
        return Fault.of(M_05, "the set of active nodes is mutable")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public Set<String> activeNodes() {
                        return new HashSet<>(super.activeNodes());
                    }
                });
    }

    private static Fault snapshotsAreLive() {
        return Fault.of(M_05, "the set of active nodes is a live view")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public Set<String> activeNodes() {
                        return new LiveNodes(delegate);
                    }
                });
    }

    /** A view of the active nodes that reads them again on every call. */
    private static final class LiveNodes extends AbstractSet<String> {
        private final ClusterMembership cluster;

        LiveNodes(ClusterMembership cluster) {
            this.cluster = cluster;
        }

        @Override
        public Iterator<String> iterator() {
            return cluster.activeNodes().iterator();
        }

        @Override
        public int size() {
            return cluster.activeNodes().size();
        }
    }

    private static Fault nullMetadataIsDropped() {
        return Fault.of(M_05, "null metadata values are silently dropped")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        if (metadata == null) {
                            super.register(nodeId, metadata, ttl);
                            return;
                        }
                        Map<String, String> present = new HashMap<>(metadata);
                        present.values().removeIf(Objects::isNull);
                        super.register(nodeId, present, ttl);
                    }
                });
    }

    private static Fault emptyMetadataReadsAsAbsent() {
        return Fault.of(M_05, "empty metadata of a node is returned as absent")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public Optional<Map<String, String>> metadata(String nodeId) {
                        return super.metadata(nodeId).filter(metadata -> !metadata.isEmpty());
                    }
                });
    }

    private static Fault expiredNodesAreStillListed() {
        return Fault.of(M_06, "expired nodes are still listed as active, without metadata")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        context.list("names").add(nodeId);
                    }

                    @Override
                    public boolean deregister(String nodeId) {
                        context.list("names").removeIf(nodeId::equals);
                        return super.deregister(nodeId);
                    }

                    @Override
                    public Set<String> activeNodes() {
                        Set<String> names = new HashSet<>(super.activeNodes());
                        names.addAll(context.list("names"));
                        return Set.copyOf(names);
                    }
                });
    }

    private static Fault cleanUpIsNotAtomic() {
        return Fault.of(M_06, "reading the members removes a node that has just registered again")
                .racy()
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        context.put("deadline of " + nodeId, context.after(ttl));
                    }

                    @Override
                    public Map<String, Map<String, String>> members() {
                        Map<Object, Instant> deadlines = context.valuesOf(Instant.class);
                        deadlines.values().removeIf(deadline -> deadline.isAfter(context.now()));
                        Thread.yield();
                        deadlines.keySet().forEach(key -> {
                            String nodeId = key.toString().substring("deadline of ".length());
                            context.remove(key);
                            super.deregister(nodeId);
                        });
                        return super.members();
                    }
                });
    }
}
