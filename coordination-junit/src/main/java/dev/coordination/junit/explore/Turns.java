// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands the turn from actor to actor, and thus from thread to thread, and at the end of a phase ends actors that are still
 * running.
 */
final class Turns {

    private final Run run;
    private final Carriers carriers;
    private final Carrier program;
    final Locks locks;
    private final Unwinding unwinding;

    /** The actor that has the turn. */
    private volatile @Nullable Actor running;

    /** Changes whenever an actor arrives at a step. */
    private final AtomicInteger progress = new AtomicInteger();

    /** Whether the actor that has the turn is in a call on the backend, which may take long. */
    volatile boolean inBackend;

    /** Whether a phase is in progress. */
    private volatile boolean active;

    private volatile boolean over = true;

    private boolean watched;

    /** Whether the thread of the program has noticed that the phase is over. */
    private boolean programKnows;

    Turns(Run run, Carriers carriers, Carrier program) {
        this.run = run;
        this.carriers = carriers;
        this.program = program;
        this.locks = new Locks(run, carriers);
        this.unwinding = new Unwinding(run, locks, carriers);
    }

    /** Makes each phase start its own watchdog, because no other thread watches it. */
    void watchThemselves() {
        watched = true;
    }

    /** Makes a call on the backend, which may take long. */
    <T extends @Nullable Object> T onBackend(Supplier<T> call) {
        boolean before = inBackend;
        inBackend = true;
        try {
            return call.get();
        } finally {
            inBackend = before;
        }
    }

    boolean isActive() {
        return active;
    }

    /** Returns whether the phase is over, so that no actor may continue. */
    boolean isOver() {
        return over;
    }

    boolean isProgram() {
        return program.isCurrent() && program.actor == null;
    }

    @Nullable
    Actor running() {
        return running;
    }

    int progress() {
        return progress.get();
    }

    // ---- on the thread of the program

    /** Runs the actors until the phase is over. */
    void runToEnd() {
        over = false;
        programKnows = false;
        active = true;
        if (watched) {
            Thread watching = new Thread(
                    () -> new Watchdog(() -> run, false).watch(() -> !active, () -> {}),
                    "coordination-fault-case-watch");
            watching.setDaemon(true);
            watching.start();
        }
        try {
            Actor first = run.decide();
            if (first == null) {
                over = true;
            } else {
                carryAll(first);
            }
        } finally {
            active = false;
            running = null;
            unwind();
        }
    }

    private void carryAll(Actor first) {
        if (carriers.mayLend()) {
            program.actor = first;
            running = first;
            program.carry();
        } else {
            handTo(first);
        }
        while (!programKnows) {
            carriers.lend(program);
            program.await();
            carriers.lend(null);
            if (over) {
                return;
            }
            program.carry();
        }
    }

    private void unwind() {
        over = true;
        unwinding.endAll();
        program.forgetTurn();
    }

    /** Returns whether the phase is over, but the thread of the program still waits for a lock. */
    boolean isProgramStuck() {
        Actor carried = program.actor;
        return over && active && carried != null && (carried.blocked || locks.mayWait(program));
    }

    /**
     * Ends other actors if the thread of the program cannot do so, because the actor that it carries waits for one of their locks.
     */
    void endOthersOfProgram() {
        Actor carried = program.actor;
        if (carried != null && isProgramStuck()) {
            unwinding.endOthers(carried);
        }
    }

    // ---- on any thread that has the turn

    /** Runs an actor on the current thread, and returns the actor that this thread carries next, or null if there is none. */
    @Nullable
    Actor carry(Actor actor, Carrier carrier) {
        actor.carrier = carrier;
        Throwable thrown = null;
        try {
            if (over) {
                throw Signal.ABANDONED;
            }
            actor.body.run();
        } catch (Throwable e) {
            thrown = e;
        }
        Thread.interrupted();
        if (over) {
            actor.finished = true;
            release(actor, carrier);
            if (carrier == program) {
                programKnows = true;
            } else {
                LockSupport.unpark(program.thread());
            }
            return null;
        }
        if (actor.blocked) { // It acquired a lock and ended while another actor had the turn.
            actor.hasEnded = true;
            actor.thrownAtEnd = thrown;
            release(actor, carrier);
            actor.blocked = false; // From now on, the thread that has the turn may read what is set above.
            return null;
        }
        run.ended(actor, thrown);
        carrier.actor = null;
        actor.carrier = null;
        Actor next = decide();
        if (next != null && next.carrier == null) {
            next.carrier = carrier;
            running = next;
            return next;
        }
        if (carrier != program) {
            carriers.give(carrier);
        }
        if (next == null) {
            end(carrier);
        } else {
            handTo(next);
        }
        return null;
    }

    private void release(Actor actor, Carrier carrier) {
        carrier.actor = null;
        actor.carrier = null;
        if (carrier != program) {
            carriers.give(carrier);
        }
    }

    private @Nullable Actor decide() {
        progress.lazySet(progress.get() + 1);
        return onBackend(run::decide); // The decision may look for messages and let time pass.
    }

    /** Waits until an actor gets the turn to make a step. */
    void arrive(Actor actor, Carrier carrier, Step step) {
        checkGoesOn(actor);
        if (actor.blocked) { // It acquired a lock while another actor had the turn.
            actor.pending = step;
            actor.blocked = false; // From now on, the thread that has the turn may read what is set above.
            carrier.await();
            checkGoesOn(actor);
            return;
        }
        actor.pending = step;
        Actor next = decide();
        if (next == actor) {
            return;
        }
        if (next == null) {
            end(carrier);
            if (carrier == program) {
                throw Signal.ABANDONED;
            }
        } else {
            handTo(next);
        }
        carrier.await();
        checkGoesOn(actor);
    }

    void checkGoesOn(Actor actor) {
        if (over) {
            throw Signal.ABANDONED;
        }
        if (!actor.node.isAliveNow()) {
            throw Signal.DIED;
        }
    }

    /** Gives the turn to an actor. */
    void handTo(Actor next) {
        running = next;
        Carrier carrier = next.carrier;
        if (carrier == null) {
            carrier = carriers.take();
            carrier.actor = next;
            next.carrier = carrier;
        }
        carrier.resume();
    }

    /**
     * If an actor waits for a lock that another actor holds, gives the turn to another actor. Returns whether it waits for such a
     * lock. Called by the watchdog.
     */
    boolean giveWay(Actor actor) {
        if (running != actor || !locks.block(actor)) {
            return false;
        }
        carriers.stopLending();
        Actor next = run.waits.postpone(actor) ? null : decide();
        if (next == null) {
            end((Carrier) null);
        } else {
            handTo(next);
        }
        return true;
    }

    /** Ends the phase, and abandons an actor that is stuck. Called by the watchdog. */
    void lose(Actor actor) {
        Carrier carrier = actor.carrier;
        if (carrier == null) {
            return;
        }
        over = true;
        if (carrier != program) {
            actor.finished = true;
            actor.carrier = null;
            carriers.lose(carrier);
            program.resume();
        }
        carrier.thread().interrupt();
    }

    /** Abandons the run without waiting for an actor that does not continue. Called by the watching thread. */
    void abandon(Actor actor) {
        run.gaveUp = true;
        Carrier carrier = actor.carrier;
        actor.blocked = carrier != null && !carrier.hasTurn();
        over = true;
        program.resume();
        unwinding.endOthers(actor); // The actor may wait for a lock that they hold, or for a processor.
    }

    /** Ends the phase. Called on the thread of a carrier or of the watchdog. */
    void end(@Nullable Carrier by) {
        over = true;
        if (by == program) {
            programKnows = true;
        } else {
            program.resume();
        }
    }
}
