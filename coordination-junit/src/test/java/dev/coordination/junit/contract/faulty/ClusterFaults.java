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

/** Members, their heartbeats and what is told of them. */
final class ClusterFaults {

    private ClusterFaults() {}

    static List<Fault> all() {
        return List.of(
                nodesOutliveTheirTtl(),
                metadataIsForgotten(),
                registeringAgainMergesMetadata(),
                registeringAgainKeepsTheTtl(),
                heartbeatsRevive(),
                heartbeatsCreate(),
                heartbeatsAddUp(),
                heartbeatsOnlyLengthen(),
                heartbeatsAreNotBelieved(),
                leavingIsAlwaysTrue(),
                leavingTakesEffectLater(),
                snapshotsCanBeChanged(),
                snapshotsAreLive(),
                nullIsMetadata(),
                emptyMetadataIsNone(),
                namesOutliveMetadata(),
                cleansUpWhoRegisteredAgain());
    }

    private static Fault nodesOutliveTheirTtl() {
        return Fault.of(M_01, "a node outlives its TTL").cluster((right, world) -> new ForwardingCluster(right) {
            @Override
            public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                super.register(nodeId, metadata, ttl);
                if (ttl.compareTo(Duration.ofDays(10_000)) < 0) {
                    super.heartbeat(nodeId, ttl.multipliedBy(2));
                }
            }
        });
    }

    private static Fault metadataIsForgotten() {
        return Fault.of(M_01, "a heartbeat forgets the metadata")
                .cluster((right, world) -> new ForwardingCluster(right) {
                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        boolean beats = super.heartbeat(nodeId, ttl);
                        if (beats) {
                            super.register(nodeId, Map.of(), ttl);
                        }
                        return beats;
                    }
                });
    }

    private static Fault registeringAgainMergesMetadata() {
        return Fault.of(M_02, "registering again merges the metadata")
                .cluster((right, world) -> new ForwardingCluster(right) {
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
        return Fault.of(M_02, "registering again keeps the deadline")
                .cluster((right, world) -> new ForwardingCluster(right) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        boolean again = super.metadata(nodeId).isPresent();
                        super.register(nodeId, metadata, ttl);
                        Instant deadline = world.noted("deadline of " + nodeId, Instant.class);
                        if (again && deadline != null && deadline.isAfter(world.now())) {
                            super.heartbeat(nodeId, Duration.between(world.now(), deadline));
                        } else {
                            world.note("deadline of " + nodeId, world.after(ttl));
                        }
                    }
                });
    }

    private static Fault heartbeatsRevive() {
        return Fault.of(M_03, "a heartbeat revives an expired node")
                .row(10)
                .cluster((right, world) -> new ForwardingCluster(right) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        world.note("was " + nodeId, Map.copyOf(metadata));
                    }

                    @Override
                    public boolean deregister(String nodeId) {
                        world.forget("was " + nodeId);
                        return super.deregister(nodeId);
                    }

                    @Override
                    @SuppressWarnings("unchecked") // Only metadata is noted.
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        if (super.heartbeat(nodeId, ttl)) {
                            return true;
                        }
                        Map<String, String> was = world.noted("was " + nodeId, Map.class);
                        if (was != null) {
                            super.register(nodeId, was, ttl);
                        }
                        return was != null;
                    }
                });
    }

    private static Fault heartbeatsCreate() {
        return Fault.of(M_03, "a heartbeat half-creates a node that never registered")
                .row(10)
                .cluster((right, world) -> new ForwardingCluster(right) {
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
        return Fault.of(M_03, "a heartbeat adds its TTL to what is left")
                .cluster((right, world) -> new ForwardingCluster(right) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        world.note("deadline of " + nodeId, world.after(ttl));
                    }

                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        boolean beats = super.heartbeat(nodeId, ttl);
                        Instant deadline = world.noted("deadline of " + nodeId, Instant.class);
                        if (beats && deadline != null && deadline.isAfter(world.now())) {
                            super.heartbeat(
                                    nodeId,
                                    Duration.between(world.now(), deadline).plus(ttl));
                            world.note("deadline of " + nodeId, deadline.plus(ttl));
                        }
                        return beats;
                    }
                });
    }

    private static Fault heartbeatsOnlyLengthen() {
        return Fault.of(M_03, "a heartbeat with a shorter TTL changes nothing")
                .cluster((right, world) -> new ForwardingCluster(right) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        world.note("ttl of " + nodeId, ttl);
                    }

                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        Duration had = world.noted("ttl of " + nodeId, Duration.class);
                        return had != null
                                        && had.compareTo(ttl) > 0
                                        && super.metadata(nodeId).isPresent()
                                || super.heartbeat(nodeId, ttl);
                    }
                });
    }

    private static Fault heartbeatsAreNotBelieved() {
        return Fault.of(M_03, "a heartbeat of an active node is false")
                .cluster((right, world) -> new ForwardingCluster(right) {
                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        super.heartbeat(nodeId, ttl);
                        return false;
                    }
                });
    }

    private static Fault leavingIsAlwaysTrue() {
        return Fault.of(M_04, "leaving is always true").cluster((right, world) -> new ForwardingCluster(right) {
            @Override
            public boolean deregister(String nodeId) {
                super.deregister(nodeId);
                return true;
            }
        });
    }

    private static Fault leavingTakesEffectLater() {
        return Fault.of(M_04, "a node that left is listed a while longer")
                .cluster((right, world) -> new ForwardingCluster(right) {
                    @Override
                    public boolean deregister(String nodeId) {
                        return super.heartbeat(nodeId, Duration.ofSeconds(1));
                    }
                });
    }

    private static Fault snapshotsCanBeChanged() {
        return Fault.of(M_05, "a snapshot can be changed").cluster((right, world) -> new ForwardingCluster(right) {
            @Override
            public Set<String> activeNodes() {
                return new HashSet<>(super.activeNodes());
            }
        });
    }

    private static Fault snapshotsAreLive() {
        return Fault.of(M_05, "the active nodes are a live view")
                .cluster((right, world) -> new ForwardingCluster(right) {
                    @Override
                    public Set<String> activeNodes() {
                        return new LiveNodes(to);
                    }
                });
    }

    /** Looks again on every call. */
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

    private static Fault nullIsMetadata() {
        return Fault.of(M_05, "metadata without a value is left out")
                .cluster((right, world) -> new ForwardingCluster(right) {
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

    private static Fault emptyMetadataIsNone() {
        return Fault.of(M_05, "a node without metadata has none to ask for")
                .cluster((right, world) -> new ForwardingCluster(right) {
                    @Override
                    public Optional<Map<String, String>> metadata(String nodeId) {
                        return super.metadata(nodeId).filter(metadata -> !metadata.isEmpty());
                    }
                });
    }

    private static Fault namesOutliveMetadata() {
        return Fault.of(M_06, "expired nodes are listed by name, and have no metadata")
                .cluster((right, world) -> new ForwardingCluster(right) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        world.listOf("names").add(nodeId);
                    }

                    @Override
                    public boolean deregister(String nodeId) {
                        world.listOf("names").removeIf(nodeId::equals);
                        return super.deregister(nodeId);
                    }

                    @Override
                    public Set<String> activeNodes() {
                        Set<String> names = new HashSet<>(super.activeNodes());
                        names.addAll(world.listOf("names"));
                        return Set.copyOf(names);
                    }
                });
    }

    private static Fault cleansUpWhoRegisteredAgain() {
        return Fault.of(M_06, "whoever looks cleans up, and meets who registered again meanwhile")
                .racy()
                .cluster((right, world) -> new ForwardingCluster(right) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(nodeId, metadata, ttl);
                        world.note("deadline of " + nodeId, world.after(ttl));
                    }

                    @Override
                    public Map<String, Map<String, String>> members() {
                        Map<Object, Instant> deadlines = world.notes(Instant.class);
                        deadlines.values().removeIf(deadline -> deadline.isAfter(world.now()));
                        Thread.yield();
                        deadlines.keySet().forEach(key -> {
                            String nodeId = key.toString().substring("deadline of ".length());
                            world.forget(key);
                            super.deregister(nodeId);
                        });
                        return super.members();
                    }
                });
    }
}
