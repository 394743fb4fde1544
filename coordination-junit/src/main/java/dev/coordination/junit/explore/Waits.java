// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import org.jspecify.annotations.Nullable;

/**
 * The waits for locks in one run. Somebody who would wait for a lock goes on later, which takes another run. One waits in place
 * only if nobody could go on otherwise: it may release a lock before it waits for another one, or this is a deadlock.
 */
final class Waits {

    private final Run run;
    private @Nullable Postponements known;

    /** The last decision at which nobody could go on without waiting for a lock. */
    private int stuckAt = -1;

    /** Who waits in place, in words. */
    private volatile String inPlace = "";

    /** The actor that is to go on later, from a decision on. */
    private volatile @Nullable Actor found;

    private int foundAt;
    private boolean foundApart;
    private boolean asked;

    Waits(Run run) {
        this.run = run;
    }

    /** Sets what earlier runs of the schedule have shown. Without that, everybody waits in place. */
    void use(Postponements postponements) {
        known = postponements;
    }

    // ---- while the run goes on

    /** Returns those who go on later than at the current decision, as bits. */
    long postponed() {
        return known == null ? 0 : known.waitingAt(run.decisions);
    }

    /** Returns whether the code after the step that was just chosen is a step of its own. */
    boolean isApart(Actor actor) {
        return known != null && known.isApart(run.decisions, actor);
    }

    /** Lets one wait in place at the current decision, because nobody can go on otherwise. */
    void waitInPlace() {
        stuckAt = run.decisions;
    }

    /** Called by the watchdog when an actor waits for a lock; returns whether the run ends for that, so that it goes on later. */
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

    /** Called when somebody who has waited in place goes on. */
    void gotLock() {
        if (run.names.undecided.isEmpty()) {
            run.names.undecided = inPlace;
        }
    }

    /** Lets the schedule be run again, because the chooser knows better now. */
    void repeat() {
        asked = true;
    }

    // ---- afterwards

    /** Returns whether the schedule is to be run again, so that what this run did does not count. */
    boolean isToRepeat() {
        return found != null || asked;
    }

    /** Lets the actor that was found to wait go on later when the schedule is run again. */
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
