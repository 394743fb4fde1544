// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A thread of execution of a node: code that the program has started, a listener, or a task. */
final class Actor {

    /** The code of an actor. */
    interface Body {
        void run() throws Exception;
    }

    final int id;
    final String name;
    final ExploredNode node;
    final Body body;

    /** Supplies the step for which the actor waits when its body has ended, or null if it is finished. */
    private final Supplier<? extends @Nullable Step> next;

    /** The step that it is about to make; null while it is running, and when it has finished. */
    @Nullable
    Step pending;

    /** The step that it was about to make when the run ended. */
    @Nullable
    Step lastPending;

    /** The thread that carries it, from its first step until its body has ended. */
    volatile @Nullable Carrier carrier;

    @Nullable
    Event last;

    @Nullable
    Throwable thrown;

    boolean finished;

    /** Whether it is a fault, whose step happens only if the schedule chooses it. */
    boolean optional;

    /** Whether time may pass before its first step. */
    boolean patient;

    /** Whether it waits for a lock that another actor holds. Written by the watchdog, and by its own thread. */
    volatile boolean blocked;

    /** Whether it has waited for a lock, and no decision has been made since it acquired the lock. */
    volatile boolean unsettled;

    /** The lock for which it waits, or has waited; empty if it has never waited for one. */
    String lock = "";

    /** The state of the semaphore that has too few permits for it; empty if it waits for none. */
    String permits = "";

    /** Whether its code has ended, after it had waited for a lock, while another actor had the turn. */
    boolean hasEnded;

    /** What its code has thrown then; null if nothing. */
    @Nullable
    Throwable thrownAtEnd;

    /** Whether a thread has begun to end it before its code has returned. */
    boolean ending;

    /** Whether another actor of its node has interrupted it. */
    boolean interruptRequested;

    /** The distinct reads that it has made since a resource that it had read was written. */
    final List<Event> reads = new ArrayList<>();

    /** How many steps have repeated one of these reads. */
    int repeats;

    Actor(int id, String name, ExploredNode node, Step first, Body body, Supplier<? extends @Nullable Step> next) {
        this.id = id;
        this.name = name;
        this.node = node;
        this.pending = first;
        this.body = body;
        this.next = next;
    }

    long bit() {
        return 1L << id;
    }

    /** Returns whether it is the code of a restarted node, and has made no step yet, so that time may pass. */
    boolean isRestarting() {
        return patient && last == null;
    }

    @Nullable
    Step nextStep() {
        return next.get();
    }

    boolean repeatsRead(Step step) {
        for (Event read : reads) {
            if (read.step.isSameAs(step)) {
                return true;
            }
        }
        return false;
    }

    void interrupt() {
        interruptRequested = true;
    }

    /** Returns whether it was interrupted, and clears this status. */
    boolean takeInterrupt() {
        boolean requested = interruptRequested;
        interruptRequested = false;
        return requested;
    }

    /** Throws an exception if it was interrupted. Called on its own thread. */
    void throwInterrupt() throws InterruptedException {
        if (takeInterrupt() | Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
