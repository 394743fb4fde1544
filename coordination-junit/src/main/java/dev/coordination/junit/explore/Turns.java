// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Whose turn it is: hands it from thread to thread, and ends what has not ended by itself. */
final class Turns {

    private final Run run;
    private final Carriers carriers;
    private final Carrier program;
    final Locks locks;
    private final Unwinding unwinding;

    /** The actor whose turn it is. */
    private volatile @Nullable Actor running;

    /** Changes whenever somebody arrives at a step. */
    private final AtomicInteger progress = new AtomicInteger();

    /** Whether the turn is in a call on the backend, which may take long. */
    volatile boolean inBackend;

    /** Whether a phase is going on. */
    private volatile boolean active;

    private volatile boolean over = true;

    private boolean watched;

    /** Whether the thread of the program knows that the phase is over. */
    private boolean programKnows;

    Turns(Run run, Carriers carriers, Carrier program) {
        this.run = run;
        this.carriers = carriers;
        this.program = program;
        this.locks = new Locks(run);
        this.unwinding = new Unwinding(run, locks, carriers);
    }

    /** Has each phase watched by a thread of its own, because nobody else does. */
    void watchThemselves() {
        watched = true;
    }

    boolean isActive() {
        return active;
    }

    /** Returns whether nothing more of this phase is to run. */
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

    /** Runs the actors that there are until the phase is over. */
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

    /** Returns whether the thread of the program waits for a lock although the phase is over. */
    boolean isProgramStuck() {
        Actor carried = program.actor;
        return over && active && carried != null && carried.blocked;
    }

    /** Ends others when the thread of the program cannot, because an actor that it carries waits for their locks. */
    void endOthersOfProgram() {
        Actor carried = program.actor;
        if (over && active && carried != null && carried.blocked) {
            unwinding.endOthers(carried);
        }
    }

    // ---- on any thread that has the turn

    /** Runs an actor on the current thread; returns the actor that this thread carries next, or null if there is none. */
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
        boolean wasBlocked = actor.blocked;
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
        run.ended(actor, thrown);
        if (wasBlocked) { // It got a lock and ended, while it was somebody else's turn.
            run.waits.gotLock();
            release(actor, carrier);
            actor.blocked = false;
            return null;
        }
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
        inBackend = true; // It may look for messages, and let time pass.
        try {
            return run.decide();
        } finally {
            inBackend = false;
        }
    }

    /** Waits until it is an actor's turn to make a step. */
    void arrive(Actor actor, Carrier carrier, Step step) {
        checkGoesOn(actor);
        if (actor.blocked) { // It got a lock, while it was somebody else's turn.
            run.waits.gotLock();
            actor.pending = step;
            actor.blocked = false;
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
     * Lets somebody else go on if an actor waits for a lock that another one holds; returns whether it does. Called by the
     * watchdog.
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

    /** Ends the phase without an actor that does not go on. Called by the watchdog. */
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

    /** Ends the phase; on the thread of a carrier, or on that of the watchdog. */
    void end(@Nullable Carrier by) {
        over = true;
        if (by == program) {
            programKnows = true;
        } else {
            program.resume();
        }
    }
}
