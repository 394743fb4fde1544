// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Code of a node that runs on a thread: what the program has started, a listener, or a task. */
final class Actor {

    /** The code. */
    interface Body {
        void run() throws Exception;
    }

    final int id;
    final String name;
    final ExploredNode node;
    final Body body;

    /** Returns the step for which it waits when its body has ended; null if it is done then. */
    private final Supplier<? extends @Nullable Step> next;

    /** The step that it is about to make; null while it runs, and when it has finished. */
    @Nullable
    Step pending;

    /** The step that it was about to make when the run ended. */
    @Nullable
    Step lastPending;

    /** The thread that it is on, from its first step until its body has ended. */
    volatile @Nullable Carrier carrier;

    @Nullable
    Event last;

    @Nullable
    Throwable thrown;

    boolean finished;

    /** Whether its step happens only if the schedule wants it: a fault. */
    boolean optional;

    /** Whether time may pass while it waits for its turn. */
    boolean patient;

    /** Whether it waits for a lock that another actor holds. Written by the thread that watches, and by its own. */
    volatile boolean blocked;

    /** Whether another actor of its node has interrupted it. */
    boolean interruptRequested;

    /** The different reads since something was written that it had read. */
    final List<Event> reads = new ArrayList<>();

    /** How many of its last steps repeated one of these reads. */
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

    /** Returns whether it was interrupted, and forgets it. */
    boolean takeInterrupt() {
        boolean requested = interruptRequested;
        interruptRequested = false;
        return requested;
    }

    /** Throws an exception if it was interrupted; on its own thread. */
    void throwInterrupt() throws InterruptedException {
        if (takeInterrupt() | Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
