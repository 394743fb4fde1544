// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/**
 * Records what the code of a run reads and writes apart from the calls that are steps. Such accesses belong to the step before
 * them.
 */
final class Accesses {

    private final Run run;
    private final Scope scope;

    Accesses(Run run) {
        this.run = run;
        scope = run.scope;
    }

    /** Records that the current code depends on the time. */
    void readTime() {
        if (scope.has(ReductionRule.CLOCK_READS_TIME)) {
            reads(Footprint.resource(Footprint.TIME, Footprint.THE_ONLY));
        }
    }

    void readTime(Footprint footprint) {
        if (scope.has(ReductionRule.CLOCK_READS_TIME)) {
            footprint.readTime();
        }
    }

    /** Records that the current code has read a resource, as part of the step before or of a condition. */
    void reads(long resource) {
        Carrier carrier = Carrier.current();
        if (carrier == null) {
            throw run.foreign(null);
        }
        if (carrier.observing != null) {
            carrier.observing.read(resource);
        } else if (carrier.actor != null && carrier.actor.last != null) {
            carrier.actor.last.footprint.read(resource);
        }
    }

    /** Records that the current code has written to a ghost. */
    void writesGhost(long resource) {
        Carrier carrier = Carrier.current();
        if (carrier == null) {
            throw run.foreign(null);
        }
        if (carrier.observing != null) {
            carrier.observing.read(resource);
        } else if (carrier.actor != null && carrier.actor.last != null) {
            if (scope.has(ReductionRule.GHOSTS_ARE_WRITTEN)) {
                carrier.actor.last.footprint.write(resource);
            }
            Repetition.wrote(run, carrier.actor, carrier.actor.last);
        }
    }

    /** Records a call that writes, or that only reads if it was refused. */
    void writeIf(boolean done, Footprint footprint, long resource) {
        if (done) {
            footprint.write(resource);
        } else if (scope.has(ReductionRule.REFUSED_CALL_READS)) {
            footprint.read(resource);
        }
    }

    void writeShared(Footprint footprint, long resource) {
        if (scope.has(ReductionRule.SHARED_IS_WRITTEN)) {
            footprint.write(resource);
        }
    }

    /** Returns the resource that stands for a whole area. */
    long wholeArea(int area) {
        return Footprint.resource(area, scope.has(ReductionRule.AREA_CONTAINS_NAMES) ? 0 : run.names.resource("all"));
    }

    /**
     * Called before the current code does something that is not a step but concerns the run. It must be the turn of its actor: an
     * actor that has just acquired a lock waits for its turn, and an actor whose node has died is stopped.
     */
    void ready() {
        Carrier carrier = Carrier.current();
        if (carrier == null) {
            throw run.foreign(null);
        }
        Actor actor = carrier.actor;
        if (actor == null || actor.node.run != run || carrier.observing != null) {
            return;
        }
        run.turns.checkGoesOn(actor);
        if (actor.blocked) {
            run.turns.arrive(actor, carrier, Step.GOT_LOCK);
            run.made(actor, run.begin(actor));
        }
    }
}
