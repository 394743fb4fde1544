// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Ends the actors that are still running at the end of a phase, and abandons the threads of actors that do not end. */
final class Unwinding {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_WITH_LOCK = TimeUnit.MILLISECONDS.toNanos(2);

    /** How long to wait for an actor in a deadlock, which can continue only if another actor can. */
    private static final long PATIENCE_AFTER_DEADLOCK = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long POLL = TimeUnit.MICROSECONDS.toNanos(50);

    private final Run run;
    private final Locks locks;
    private final Carriers carriers;

    Unwinding(Run run, Locks locks, Carriers carriers) {
        this.run = run;
        this.locks = locks;
        this.carriers = carriers;
    }

    /** Ends all actors that are still running: those of dead nodes, and the others if the schedule ends early. */
    void endAll() {
        loseHopeless();
        for (int pass = 0; pass < 2; pass++) { // Actors that wait for a lock come last.
            for (int i = 0; i < run.actors.size(); i++) {
                Actor actor = run.actors.get(i);
                if (actor.carrier != null && (pass == 1 || !actor.blocked)) {
                    end(actor);
                }
            }
        }
    }

    /** Abandons actors that wait for each other's locks, because they can never end. */
    private void loseHopeless() {
        List<Actor> hopeless = new ArrayList<>();
        for (Actor actor : run.actors) {
            if (actor.blocked && actor.carrier != null && locks.isHopeless(actor)) {
                hopeless.add(actor);
            }
        }
        for (Actor actor : hopeless) {
            Carrier carrier = actor.carrier;
            if (carrier != null) {
                lose(actor, carrier);
            }
        }
    }

    /** Abandons the thread of an actor. */
    private void lose(Actor actor, Carrier carrier) {
        actor.lastPending = actor.pending;
        actor.carrier = null;
        actor.finished = true;
        carriers.lose(carrier);
    }

    /**
     * Ends an actor. If its code waits for a lock that another actor holds, for example in a {@code finally} block, ends the
     * other actors first.
     */
    private void end(Actor actor) {
        actor.lastPending = actor.pending;
        boolean resumed = !begin(actor);
        boolean othersEnded = false;
        long start = System.nanoTime();
        long patience = actor.blocked && isDeadlock() ? PATIENCE_AFTER_DEADLOCK : PATIENCE;
        while (true) {
            Carrier carrier = actor.carrier;
            if (carrier == null) {
                return;
            }
            if (!resumed && !actor.blocked) {
                carrier.resume();
                resumed = true;
            }
            long elapsed = System.nanoTime() - start;
            if (!othersEnded && elapsed > PATIENCE_WITH_LOCK && locks.mayWait(carrier)) {
                othersEnded = true;
                endOthers(actor);
            }
            if (elapsed > patience || actor.blocked && elapsed > PATIENCE_WITH_LOCK && locks.isHopeless(actor)) {
                lose(actor, carrier);
                return;
            }
            LockSupport.parkNanos(this, POLL);
        }
    }

    private boolean isDeadlock() {
        return run.failure() instanceof ScheduleProblem problem && problem.kind() == ScheduleProblem.Kind.DEADLOCK;
    }

    /** Marks an actor as ending, and returns whether it was not yet. The thread of an actor must be resumed only once. */
    private synchronized boolean begin(Actor actor) {
        boolean first = !actor.ending;
        actor.ending = true;
        return first;
    }

    /** Ends the actors that stand still, so that an actor that waits for one of their locks can continue. */
    void endOthers(Actor waiting) {
        for (int i = 0; i < run.actors.size(); i++) {
            Actor actor = run.actors.get(i);
            if (actor != waiting && !actor.blocked && !actor.ending && actor.carrier != null) {
                end(actor);
            }
        }
    }
}
