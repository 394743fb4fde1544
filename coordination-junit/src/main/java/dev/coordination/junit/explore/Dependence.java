// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/** Decides whether two steps depend on each other, so that their order can matter. */
final class Dependence {

    private final boolean sameNode;
    private final boolean conditions;
    private final Watched watched;
    private final Names names;

    Dependence(Run run) {
        sameNode = run.scope.has(ReductionRule.SAME_NODE);
        conditions = run.scope.has(ReductionRule.CONDITIONS_ARE_READ);
        names = run.names;
        watched = names.watched;
    }

    boolean between(Event a, Event b) {
        return a.actor == b.actor
                || shareMemory(a, b)
                || a.actor == Run.END
                || b.actor == Run.END
                || a.footprint.conflictsWith(b.footprint)
                || conditions && watched.areWatched(a.footprint, b.footprint);
    }

    /** Returns whether both steps may access memory of the same node, or memory that the nodes guard with a lock. */
    private boolean shareMemory(Event a, Event b) {
        boolean apart = a.remote && (b.remote || b.isCode()) || b.remote && a.isCode();
        return !apart && (a.node == b.node && sameNode || names.shareLocks(a.node, b.node));
    }
}
