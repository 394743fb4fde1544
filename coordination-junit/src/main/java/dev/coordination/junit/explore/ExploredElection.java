// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static dev.coordination.junit.explore.Footprint.ELECTION;

import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.Optional;

/** The leader election of a node, on which each call is a step. */
final class ExploredElection implements LeaderElection {

    private final ExploredNode node;
    private final LeaderElection delegate;
    private final Run run;

    ExploredElection(ExploredNode node, LeaderElection delegate) {
        this.node = node;
        this.delegate = delegate;
        run = node.run;
    }

    @Override
    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
        long resource = node.resource(ELECTION, election);
        return run.steps.make(
                node,
                Step.remote("leaderElection.tryAcquire", Variant.OF_WRITE, election, nodeId, ttl),
                resource,
                () -> delegate.tryAcquire(election, nodeId, ttl),
                (footprint, leadership) -> {
                    if (leadership.isPresent()) {
                        node.leases.renewed(footprint, resource, ttl);
                    } else {
                        run.accesses.writeIf(false, footprint, resource);
                    }
                });
    }

    @Override
    public boolean renew(Leadership held, Duration ttl) {
        long resource = node.resource(ELECTION, held.election());
        return run.steps.make(
                node,
                Step.remote("leaderElection.renew", Variant.OF_WRITE, held, ttl),
                resource,
                () -> delegate.renew(held, ttl),
                (footprint, renewed) -> {
                    if (renewed) {
                        node.leases.renewed(footprint, resource, ttl);
                    } else {
                        run.accesses.writeIf(false, footprint, resource);
                    }
                });
    }

    @Override
    public boolean release(Leadership held) {
        return release(held.election(), () -> delegate.release(held), held);
    }

    @Override
    public boolean release(String election, String nodeId) {
        return release(election, () -> delegate.release(election, nodeId), election, nodeId);
    }

    private boolean release(String election, Steps.Work<Boolean, RuntimeException> work, Object... arguments) {
        long resource = node.resource(ELECTION, election);
        return run.steps.make(
                node,
                Step.remote("leaderElection.release", Variant.OF_WRITE, arguments),
                resource,
                work,
                (footprint, released) -> {
                    if (released) {
                        node.leases.unlimited(footprint, resource);
                    } else {
                        run.accesses.writeIf(false, footprint, resource);
                    }
                });
    }

    @Override
    public Optional<Leadership> currentLeader(String election) {
        long resource = node.resource(ELECTION, election);
        return run.steps.make(
                node,
                Step.remote("leaderElection.currentLeader", Variant.OF_READ, election),
                resource,
                () -> delegate.currentLeader(election),
                (footprint, leader) -> footprint.read(resource));
    }

    @Override
    public String toString() {
        return "leader election of " + node;
    }
}
