// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Ends the actors that are still running at the end of a phase, and gives up the threads of those that do not end. */
final class Unwinding {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    /** How long to wait for an actor that was in a deadlock, and can go on only if somebody else was not. */
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

    /** Ends what is still running: code of dead nodes, and everything if the schedule ends early. */
    void endAll() {
        loseHopeless();
        for (int pass = 0; pass < 2; pass++) { // Those that wait for a lock come last.
            for (int i = 0; i < run.actors.size(); i++) {
                Actor actor = run.actors.get(i);
                if (actor.carrier != null && (pass == 1 || !actor.blocked)) {
                    end(actor);
                }
            }
        }
    }

    /** Gives up those who wait for each other's locks: they can never end. */
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

    /** Gives up the thread of an actor. */
    private void lose(Actor actor, Carrier carrier) {
        actor.lastPending = actor.pending;
        actor.carrier = null;
        actor.finished = true;
        carriers.lose(carrier);
    }

    private void end(Actor actor) {
        actor.lastPending = actor.pending;
        boolean resumed = false;
        long deadline = System.nanoTime() + (actor.blocked && isDeadlock() ? PATIENCE_AFTER_DEADLOCK : PATIENCE);
        while (true) {
            Carrier carrier = actor.carrier;
            if (carrier == null) {
                return;
            }
            if (!resumed && !actor.blocked) {
                carrier.resume();
                resumed = true;
            }
            if (System.nanoTime() - deadline >= 0) {
                lose(actor, carrier);
                return;
            }
            LockSupport.parkNanos(this, POLL);
        }
    }

    private boolean isDeadlock() {
        return run.failure() instanceof ScheduleProblem problem && problem.kind() == ScheduleProblem.Kind.DEADLOCK;
    }

    /** Ends those that stand still, so that an actor that waits for one of their locks can go on. */
    void endOthers(Actor waiting) {
        for (int i = 0; i < run.actors.size(); i++) {
            Actor actor = run.actors.get(i);
            if (actor != waiting && !actor.blocked && actor.carrier != null) {
                end(actor);
            }
        }
    }
}
