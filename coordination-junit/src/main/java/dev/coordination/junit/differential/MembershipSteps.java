// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import dev.coordination.junit.differential.ArgumentPool.Choice;
import dev.coordination.junit.differential.ArgumentPool.Ttl;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Generates cluster membership calls. */
final class MembershipSteps {

    private final ArgumentPool pools;

    MembershipSteps(ArgumentPool pools) {
        this.pools = pools;
    }

    List<Supplier<Step>> all() {
        return List.of(
                this::register,
                this::heartbeat,
                this::deregister,
                this::metadata,
                () -> activeNodes(pools.node()),
                () -> members(pools.node()));
    }

    private Step register() {
        Choice<String> nodeId = pools.name();
        Choice<Map<String, String>> metadata = pools.metadata();
        Choice<Ttl> ttl = pools.ttl();
        String arguments = nodeId.java() + ", " + metadata.java() + ", " + ttl.java();
        return Step.on(pools.node(), "clusterMembership.register", arguments, (on, run) -> {
            on.clusterMembership()
                    .register(nodeId.value(), metadata.value(), ttl.value().in(run));
            return Outcome.DONE;
        });
    }

    private Step heartbeat() {
        Choice<String> nodeId = pools.name();
        Choice<Ttl> ttl = pools.ttl();
        return Step.on(
                pools.node(),
                "clusterMembership.heartbeat",
                nodeId.java() + ", " + ttl.java(),
                (on, run) -> on.clusterMembership()
                        .heartbeat(nodeId.value(), ttl.value().in(run)));
    }

    private Step deregister() {
        Choice<String> nodeId = pools.name();
        return Step.on(
                pools.node(),
                "clusterMembership.deregister",
                nodeId.java(),
                (on, run) -> on.clusterMembership().deregister(nodeId.value()));
    }

    private Step metadata() {
        Choice<String> nodeId = pools.name();
        return Step.on(
                pools.node(),
                "clusterMembership.metadata",
                nodeId.java(),
                (on, run) -> on.clusterMembership().metadata(nodeId.value()));
    }

    static Step activeNodes(int node) {
        return Step.on(
                node,
                "clusterMembership.activeNodes",
                "",
                (on, run) -> on.clusterMembership().activeNodes());
    }

    static Step members(int node) {
        return Step.on(
                node,
                "clusterMembership.members",
                "",
                (on, run) -> on.clusterMembership().members());
    }
}
