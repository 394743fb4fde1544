// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.Arguments;
import dev.coordination.ClusterMembership;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The cluster membership of a handle. */
final class MemoryClusterMembership implements ClusterMembership {

    private final SnapshotMap<Map<String, String>> members;
    private final HandleState state;

    MemoryClusterMembership(SnapshotMap<Map<String, String>> members, HandleState state) {
        this.members = members;
        this.state = state;
    }

    @Override
    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
        Arguments.nodeId(nodeId);
        Map<String, String> copy = Arguments.metadata(metadata);
        long millis = Arguments.ttlMillis(ttl, "ttl");
        state.checkOpen();
        members.change(nodeId, (old, now) -> new Entry<>(copy, Entry.deadline(now, millis)));
    }

    @Override
    public boolean heartbeat(String nodeId, Duration ttl) {
        Arguments.nodeId(nodeId);
        long millis = Arguments.ttlMillis(ttl, "ttl");
        state.checkOpen();
        return members.changeIfPresent(nodeId, (old, now) -> new Entry<>(old.value(), Entry.deadline(now, millis)));
    }

    @Override
    public boolean deregister(String nodeId) {
        Arguments.nodeId(nodeId);
        state.checkOpen();
        return members.changeIfPresent(nodeId, (old, now) -> null);
    }

    @Override
    public Set<String> activeNodes() {
        return members().keySet();
    }

    @Override
    public Map<String, Map<String, String>> members() {
        state.checkOpen();
        Map<String, Map<String, String>> snapshot = new LinkedHashMap<>();
        members.forEachAtOnce(snapshot::put);
        return Collections.unmodifiableMap(snapshot);
    }

    @Override
    public Optional<Map<String, String>> metadata(String nodeId) {
        Arguments.nodeId(nodeId);
        state.checkOpen();
        return Optional.ofNullable(members.get(nodeId));
    }
}
