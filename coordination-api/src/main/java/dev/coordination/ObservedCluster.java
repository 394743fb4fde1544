package dev.coordination;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Cluster membership that reports the calls on it. */
final class ObservedCluster implements ClusterMembership {

    private final ClusterMembership to;
    private final Calls calls;

    ObservedCluster(ClusterMembership to, Calls calls) {
        this.to = to;
        this.calls = calls;
    }

    @Override
    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
        calls.run(
                Operation.CLUSTER_MEMBERSHIP_REGISTER, () -> to.register(nodeId, metadata, ttl), nodeId, metadata, ttl);
    }

    @Override
    public boolean heartbeat(String nodeId, Duration ttl) {
        return calls.make(Operation.CLUSTER_MEMBERSHIP_HEARTBEAT, () -> to.heartbeat(nodeId, ttl), nodeId, ttl);
    }

    @Override
    public boolean deregister(String nodeId) {
        return calls.make(Operation.CLUSTER_MEMBERSHIP_DEREGISTER, () -> to.deregister(nodeId), nodeId);
    }

    @Override
    public Set<String> activeNodes() {
        return calls.make(Operation.CLUSTER_MEMBERSHIP_ACTIVE_NODES, to::activeNodes);
    }

    @Override
    public Map<String, Map<String, String>> members() {
        return calls.make(Operation.CLUSTER_MEMBERSHIP_MEMBERS, to::members);
    }

    @Override
    public Optional<Map<String, String>> metadata(String nodeId) {
        return calls.make(Operation.CLUSTER_MEMBERSHIP_METADATA, () -> to.metadata(nodeId), nodeId);
    }
}
