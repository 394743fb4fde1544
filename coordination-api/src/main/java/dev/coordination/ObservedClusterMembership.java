// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Cluster membership that reports the calls on it. */
final class ObservedClusterMembership implements ClusterMembership {

    private final ClusterMembership delegate;
    private final CallReporter reporter;

    ObservedClusterMembership(ClusterMembership delegate, CallReporter reporter) {
        this.delegate = delegate;
        this.reporter = reporter;
    }

    @Override
    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
        reporter.run(
                Operation.CLUSTER_MEMBERSHIP_REGISTER,
                () -> delegate.register(nodeId, metadata, ttl),
                nodeId,
                metadata,
                ttl);
    }

    @Override
    public boolean heartbeat(String nodeId, Duration ttl) {
        return reporter.call(
                Operation.CLUSTER_MEMBERSHIP_HEARTBEAT, () -> delegate.heartbeat(nodeId, ttl), nodeId, ttl);
    }

    @Override
    public boolean deregister(String nodeId) {
        return reporter.call(Operation.CLUSTER_MEMBERSHIP_DEREGISTER, () -> delegate.deregister(nodeId), nodeId);
    }

    @Override
    public Set<String> activeNodes() {
        return reporter.call(Operation.CLUSTER_MEMBERSHIP_ACTIVE_NODES, delegate::activeNodes);
    }

    @Override
    public Map<String, Map<String, String>> members() {
        return reporter.call(Operation.CLUSTER_MEMBERSHIP_MEMBERS, delegate::members);
    }

    @Override
    public Optional<Map<String, String>> metadata(String nodeId) {
        return reporter.call(Operation.CLUSTER_MEMBERSHIP_METADATA, () -> delegate.metadata(nodeId), nodeId);
    }
}
