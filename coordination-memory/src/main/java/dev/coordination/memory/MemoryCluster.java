package dev.coordination.memory;

import dev.coordination.Arguments;
import dev.coordination.ClusterMembership;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The membership of one handle. */
final class MemoryCluster implements ClusterMembership {

    private final Members members;
    private final HandleState state;

    MemoryCluster(Members members, HandleState state) {
        this.members = members;
        this.state = state;
    }

    @Override
    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
        Arguments.nodeId(nodeId);
        Map<String, String> copy = Arguments.metadata(metadata);
        long millis = Arguments.ttlMillis("ttl", ttl);
        state.check();
        members.put(nodeId, copy, millis);
    }

    @Override
    public boolean heartbeat(String nodeId, Duration ttl) {
        Arguments.nodeId(nodeId);
        long millis = Arguments.ttlMillis("ttl", ttl);
        state.check();
        return members.extend(nodeId, millis);
    }

    @Override
    public boolean deregister(String nodeId) {
        Arguments.nodeId(nodeId);
        state.check();
        return members.remove(nodeId);
    }

    @Override
    public Set<String> activeNodes() {
        return members().keySet();
    }

    @Override
    public Map<String, Map<String, String>> members() {
        state.check();
        return members.snapshot();
    }

    @Override
    public Optional<Map<String, String>> metadata(String nodeId) {
        Arguments.nodeId(nodeId);
        state.check();
        Entry<Map<String, String>> member = members.get(nodeId);
        return member == null ? Optional.empty() : Optional.of(member.value());
    }
}
