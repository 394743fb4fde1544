// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static dev.coordination.junit.explore.Footprint.MEMBER;

import dev.coordination.ClusterMembership;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The cluster membership of a node, on which each call is a step. */
final class ExploredMembership implements ClusterMembership {

    private final ExploredNode node;
    private final ClusterMembership delegate;
    private final Run run;

    ExploredMembership(ExploredNode node, ClusterMembership delegate) {
        this.node = node;
        this.delegate = delegate;
        run = node.run;
    }

    @Override
    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
        long resource = node.resource(MEMBER, nodeId);
        run.steps.make(
                node,
                Step.remote("clusterMembership.register", Variant.OF_WRITE, nodeId, metadata, ttl),
                resource,
                () -> {
                    delegate.register(nodeId, metadata, ttl);
                    return null;
                },
                (footprint, nothing) -> node.leases.written(footprint, resource, ttl));
    }

    @Override
    public boolean heartbeat(String nodeId, Duration ttl) {
        long resource = node.resource(MEMBER, nodeId);
        return run.steps.make(
                node,
                Step.remote("clusterMembership.heartbeat", Variant.OF_WRITE, nodeId, ttl),
                resource,
                () -> delegate.heartbeat(nodeId, ttl),
                (footprint, active) -> {
                    if (active) {
                        node.leases.renewed(footprint, resource, ttl);
                    } else {
                        run.accesses.writeIf(false, footprint, resource);
                    }
                });
    }

    @Override
    public boolean deregister(String nodeId) {
        long resource = node.resource(MEMBER, nodeId);
        return run.steps.make(
                node,
                Step.remote("clusterMembership.deregister", Variant.OF_WRITE, nodeId),
                resource,
                () -> delegate.deregister(nodeId),
                (footprint, active) -> {
                    if (active) {
                        node.leases.unlimited(footprint, resource);
                    } else {
                        run.accesses.writeIf(false, footprint, resource);
                    }
                });
    }

    @Override
    public Set<String> activeNodes() {
        return read("clusterMembership.activeNodes", delegate::activeNodes);
    }

    @Override
    public Map<String, Map<String, String>> members() {
        return read("clusterMembership.members", delegate::members);
    }

    private <T> T read(String name, Steps.Work<T, RuntimeException> work) {
        long all = run.accesses.wholeArea(MEMBER);
        return run.steps.make(
                node, Step.remote(name, Variant.OF_READ), all, work, (footprint, result) -> footprint.read(all));
    }

    @Override
    public Optional<Map<String, String>> metadata(String nodeId) {
        long resource = node.resource(MEMBER, nodeId);
        return run.steps.make(
                node,
                Step.remote("clusterMembership.metadata", Variant.OF_READ, nodeId),
                resource,
                () -> delegate.metadata(nodeId),
                (footprint, metadata) -> footprint.read(resource));
    }

    @Override
    public String toString() {
        return "cluster membership of " + node;
    }
}
