// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.ClusterMembership;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A cluster membership that forwards every call to another. */
class ForwardingCluster implements ClusterMembership {

    final ClusterMembership delegate;

    ForwardingCluster(ClusterMembership delegate) {
        this.delegate = delegate;
    }

    @Override
    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
        delegate.register(nodeId, metadata, ttl);
    }

    @Override
    public boolean heartbeat(String nodeId, Duration ttl) {
        return delegate.heartbeat(nodeId, ttl);
    }

    @Override
    public boolean deregister(String nodeId) {
        return delegate.deregister(nodeId);
    }

    @Override
    public Set<String> activeNodes() {
        return delegate.activeNodes();
    }

    @Override
    public Map<String, Map<String, String>> members() {
        return delegate.members();
    }

    @Override
    public Optional<Map<String, String>> metadata(String nodeId) {
        return delegate.metadata(nodeId);
    }
}
