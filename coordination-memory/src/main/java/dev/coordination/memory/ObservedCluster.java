package dev.coordination.memory;

import dev.coordination.ClusterMembership;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Cluster membership whose calls are told of. */
final class ObservedCluster implements ClusterMembership {

    private final ClusterMembership to;
    private final Calls calls;

    ObservedCluster(ClusterMembership to, Calls calls) {
        this.to = to;
        this.calls = calls;
    }

    @Override
    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
        calls.run("cluster.register", () -> to.register(nodeId, metadata, ttl), nodeId, metadata, ttl);
    }

    @Override
    public boolean heartbeat(String nodeId, Duration ttl) {
        return calls.make("cluster.heartbeat", () -> to.heartbeat(nodeId, ttl), nodeId, ttl);
    }

    @Override
    public boolean deregister(String nodeId) {
        return calls.make("cluster.deregister", () -> to.deregister(nodeId), nodeId);
    }

    @Override
    public Set<String> activeNodes() {
        return calls.make("cluster.activeNodes", to::activeNodes);
    }

    @Override
    public Map<String, Map<String, String>> members() {
        return calls.make("cluster.members", to::members);
    }

    @Override
    public Optional<Map<String, String>> metadata(String nodeId) {
        return calls.make("cluster.metadata", () -> to.metadata(nodeId), nodeId);
    }
}
