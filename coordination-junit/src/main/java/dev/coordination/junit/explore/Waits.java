// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import org.jspecify.annotations.Nullable;

/**
 * The waits for locks in one run. If an actor waits for a lock, the schedule is run again, and the actor is postponed. An actor
 * waits in place only if no actor could continue otherwise. Either it releases one lock before it waits for another, or there is
 * a deadlock.
 */
final class Waits {

    private final Run run;
    private @Nullable Postponements known;

    /** The last decision at which no actor could continue without waiting for a lock. */
    private int stuckAt = -1;

    /** Describes the last wait in place; empty if there was none. */
    private volatile String inPlace = "";

    /** The actor that was found to wait for a lock, and must be postponed; null if there is none. */
    private volatile @Nullable Actor found;

    private int foundAt;
    private boolean foundApart;
    private boolean asked;

    Waits(Run run) {
        this.run = run;
    }

    /** Sets what earlier runs of the schedule have shown. Without it, every actor waits in place. */
    void use(Postponements postponements) {
        known = postponements;
    }

    // ---- during the run

    /** Returns the actors that are postponed at the current decision, as bits. */
    long postponed() {
        return known == null ? 0 : known.waitingAt(run.decisions);
    }

    /** Returns whether the code after the step that was just chosen is a separate step. */
    boolean isApart(Actor actor) {
        return known != null && known.isApart(run.decisions, actor);
    }

    /** Lets an actor wait in place at the current decision, because no actor can continue otherwise. */
    void waitInPlace() {
        stuckAt = run.decisions;
    }

    /** Called by the watchdog when an actor waits for a lock. Returns whether the run ends so that it can be postponed. */
    boolean postpone(Actor actor) {
        Postponements postponements = known;
        if (postponements == null || !actor.node.isAliveNow()) {
            return false;
        }
        run.names.hasWaits = true;
        if (stuckAt == run.decisions) {
            inPlace = run.turns.locks.describe(actor);
            return false;
        }
        Event last = actor.last;
        foundApart = last != null
                && last.step != Step.REPLY
                && last.step != Step.START
                && !postponements.isApart(run.decisions, actor);
        foundAt = run.decisions;
        run.gaveUp = true;
        found = actor;
        return true;
    }

    /** Called when an actor continues after it has waited in place. */
    void gotLock() {
        if (run.names.undecided.isEmpty()) {
            run.names.undecided = inPlace;
        }
    }

    /** Requests another run of the schedule, because the chooser has learned which choices are not possible. */
    void repeat() {
        asked = true;
    }

    // ---- after the run

    /** Returns whether the schedule must be run again, so that this run does not count. */
    boolean isToRepeat() {
        return found != null || asked;
    }

    /** Postpones the actor that was found to wait when the schedule is run again. */
    void learn() {
        Postponements postponements = known;
        Actor actor = found;
        if (postponements == null || actor == null) {
            return;
        }
        if (foundApart) {
            postponements.setApart(foundAt, actor);
        } else {
            postponements.postpone(foundAt, actor);
        }
    }
}
