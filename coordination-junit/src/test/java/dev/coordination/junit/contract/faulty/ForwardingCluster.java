// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.ClusterMembership;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Members that are right; a fault overrides what it gets wrong. */
class ForwardingCluster implements ClusterMembership {

    final ClusterMembership to;

    ForwardingCluster(ClusterMembership to) {
        this.to = to;
    }

    @Override
    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
        to.register(nodeId, metadata, ttl);
    }

    @Override
    public boolean heartbeat(String nodeId, Duration ttl) {
        return to.heartbeat(nodeId, ttl);
    }

    @Override
    public boolean deregister(String nodeId) {
        return to.deregister(nodeId);
    }

    @Override
    public Set<String> activeNodes() {
        return to.activeNodes();
    }

    @Override
    public Map<String, Map<String, String>> members() {
        return to.members();
    }

    @Override
    public Optional<Map<String, String>> metadata(String nodeId) {
        return to.metadata(nodeId);
    }
}
