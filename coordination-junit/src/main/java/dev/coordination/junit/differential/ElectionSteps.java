// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import dev.coordination.Leadership;
import dev.coordination.junit.differential.ArgumentPool.Choice;
import dev.coordination.junit.differential.ArgumentPool.Ttl;
import java.util.List;
import java.util.function.Supplier;

/** Generates leader election calls. */
final class ElectionSteps {

    /** The number of terms that are kept. Terms that have ended are kept too, so that their holders can try to renew them. */
    private static final int SLOTS = 3;

    private final ArgumentPool pools;

    ElectionSteps(ArgumentPool pools) {
        this.pools = pools;
    }

    List<Supplier<Step>> all() {
        return List.of(
                // Twice, because all other calls need a term.
                this::tryAcquire,
                this::tryAcquire,
                this::renew,
                this::release,
                this::renewAsSomebodyElse,
                this::releaseAsSomebodyElse,
                this::releaseWithAnotherToken,
                this::releaseByNode,
                () -> currentLeader(pools.node(), pools.name()));
    }

    private Step tryAcquire() {
        int node = pools.node();
        int slot = pools.below(SLOTS);
        Choice<String> election = pools.name();
        Choice<String> nodeId = pools.name();
        Choice<Ttl> ttl = pools.ttl();
        String operation = "leaderElection.tryAcquire";
        String arguments = election.java() + ", " + nodeId.java() + ", " + ttl.java();
        return new Step(
                operation,
                "run.acquire(" + slot + ", () -> " + Step.java(node, operation, arguments) + ");",
                run -> run.acquire(
                        slot,
                        () -> run.node(node)
                                .leaderElection()
                                .tryAcquire(
                                        election.value(),
                                        nodeId.value(),
                                        ttl.value().in(run))));
    }

    private Step renew() {
        int slot = pools.below(SLOTS);
        Choice<Ttl> ttl = pools.ttl();
        return Step.on(
                pools.node(),
                "leaderElection.renew",
                "run.term(" + slot + "), " + ttl.java(),
                (on, run) ->
                        on.leaderElection().renew(run.term(slot), ttl.value().in(run)));
    }

    private Step release() {
        int slot = pools.below(SLOTS);
        return Step.on(
                pools.node(),
                "leaderElection.release",
                "run.term(" + slot + ")",
                (on, run) -> on.leaderElection().release(run.term(slot)));
    }

    private Step renewAsSomebodyElse() {
        int slot = pools.below(SLOTS);
        Choice<String> nodeId = pools.name();
        Choice<Ttl> ttl = pools.ttl();
        return Step.on(
                pools.node(),
                "leaderElection.renew",
                "Run.heldBy(" + nodeId.java() + ", run.term(" + slot + ")), " + ttl.java(),
                (on, run) -> on.leaderElection()
                        .renew(
                                Run.heldBy(nodeId.value(), run.term(slot)),
                                ttl.value().in(run)));
    }

    private Step releaseAsSomebodyElse() {
        int slot = pools.below(SLOTS);
        Choice<String> nodeId = pools.name();
        return Step.on(
                pools.node(),
                "leaderElection.release",
                "Run.heldBy(" + nodeId.java() + ", run.term(" + slot + "))",
                (on, run) -> on.leaderElection().release(Run.heldBy(nodeId.value(), run.term(slot))));
    }

    private Step releaseWithAnotherToken() {
        int slot = pools.below(SLOTS);
        Choice<String> election = pools.name();
        return Step.on(
                pools.node(),
                "leaderElection.release",
                "new Leadership(" + election.java() + ", run.term(" + slot + ").nodeId(), Long.MAX_VALUE)",
                (on, run) -> on.leaderElection()
                        .release(new Leadership(election.value(), run.term(slot).nodeId(), Long.MAX_VALUE)));
    }

    private Step releaseByNode() {
        Choice<String> election = pools.name();
        Choice<String> nodeId = pools.name();
        return Step.on(
                pools.node(),
                "leaderElection.release",
                election.java() + ", " + nodeId.java(),
                (on, run) -> on.leaderElection().release(election.value(), nodeId.value()));
    }

    static Step currentLeader(int node, Choice<String> election) {
        return Step.on(
                node,
                "leaderElection.currentLeader",
                election.java(),
                (on, run) -> on.leaderElection().currentLeader(election.value()));
    }
}
