// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The waits for locks in one run. If an actor waits for a lock, the schedule is run again, and the actor is postponed. It can
 * then be chosen to wait in place, so that other actors see what it does before it reaches the lock, and it does not see what
 * they do while it waits.
 */
final class Waits {

    private static final long SHORT_PAUSE = TimeUnit.MICROSECONDS.toNanos(5);

    private final Run run;
    private @Nullable Postponements known;

    /** The last decision at which an actor was chosen although it then waits for a lock. */
    private int inPlaceAt = -1;

    /** Describes a wait that began while another actor waited, too; empty if there was none. */
    private String contended = "";

    /** The actor that was found to wait for a lock, and must be postponed; null if there is none. */
    private volatile @Nullable Actor found;

    private int foundAt;
    private boolean foundApart;
    private volatile boolean asked;

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

    /** Lets the actor that was just chosen wait in place. */
    void waitInPlace() {
        inPlaceAt = run.decisions;
    }

    /** Returns whether the actor that was just chosen waits in place. */
    boolean isInPlace() {
        return inPlaceAt == run.decisions;
    }

    /** Called by the watchdog when an actor waits for a lock. Returns whether the run ends so that it can be repeated. */
    boolean postpone(Actor actor) {
        Postponements postponements = known;
        if (postponements == null || !actor.node.isAliveNow()) {
            return false;
        }
        run.names.hasWaits = true;
        if (isInPlace()) {
            run.turns.locks.settle();
            if (run.turns.locks.isContended(actor)) {
                contended = run.turns.locks.describe(actor);
            }
            return false;
        }
        if (run.turns.locks.wasOvertaken(actor)) {
            return overtaken(actor, postponements);
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

    /**
     * Called when an actor has released a lock and then, without a step in between, waits for it again, because the actor that
     * had waited for it was faster. The JVM decides which of them is. So that it is always the actor that releases the lock, the
     * schedule is run again, unless the lock is always handed over.
     */
    private boolean overtaken(Actor actor, Postponements postponements) {
        run.turns.locks.settle();
        if (!actor.blocked) {
            return false;
        }
        String where = run.turns.locks.describe(actor);
        if (run.turns.locks.isFair(actor) || run.names.handedOver.contains(where)) {
            return false;
        }
        int attempts = postponements.tryAgain();
        if (attempts == 0) {
            run.names.handedOver.add(where);
            return false;
        }
        LockSupport.parkNanos(this, SHORT_PAUSE * (attempts % 16)); // So that the threads meet in another way.
        run.gaveUp = true;
        repeat();
        return true;
    }

    /** Called when an actor continues after it has waited in place. */
    void gotLock() {
        if (run.names.undecided.isEmpty()) {
            run.names.undecided = contended;
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
