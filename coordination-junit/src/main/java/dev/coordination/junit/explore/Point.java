// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import org.jspecify.annotations.Nullable;

/** A point of a schedule at which there was a choice, in a depth-first search. */
final class Point {

    /** The actors that were enabled. */
    long enabled;

    /** Those of them that wait for a lock if they are chosen. */
    long waitable;

    /** The actor that made the last step, if it was enabled; otherwise {@link Run#NOBODY}. */
    final int last;

    /** The instant to which time would have moved. */
    long nextInstant;

    /** The backtrack set: the actors to try. */
    long wanted;

    /** The actors that have been tried. */
    long tried;

    /**
     * The sleep set: the actors that need not be tried, because every schedule that continues with their step is equivalent to one
     * that was run.
     */
    long asleep;

    /** The steps of the actors in the sleep set. */
    private Event @Nullable [] sleepers;

    /** The actor that is being tried. */
    int actor;

    int variant;

    /** The variants of the step that were possible. */
    int variants;

    /** The number of preemptions before this point. */
    int preemptions;

    /** How many steps in a row the actor has made before this point. */
    int streak;

    /** The number of the decision within the run. */
    int decision;

    /** Whether the enabled actors must be determined again, because the chosen actor would wait for a lock. */
    boolean open;

    /** The identity of the step; null if it has not been made yet. */
    @Nullable
    String identity;

    /** The step, with the footprints of all variants that have been tried. */
    @Nullable
    Event made;

    Point(long enabled, int last) {
        this.enabled = enabled;
        this.last = last;
    }

    void sleep(int sleeper, Event step) {
        asleep |= 1L << sleeper;
        if (sleepers == null) {
            sleepers = new Event[64];
        }
        sleepers[sleeper] = step;
    }

    /** Returns the step of an actor in the sleep set. */
    Event sleeper(int sleeper) {
        if (sleepers == null) {
            throw new IllegalStateException("the sleep set is empty");
        }
        return sleepers[sleeper];
    }

    /** Returns whether choosing an actor here is a preemption. */
    boolean isPreemption(int next, long optional) {
        return last != Run.NOBODY && next != last && !Bits.contains(Bits.SPECIAL | optional, next);
    }

    /** Reopens this point, so that another actor is chosen, if the chosen one would wait for a lock. */
    void reopenIfWaiting(Postponements postponements) {
        if ((postponements.waitingAt(decision) & 1L << actor) != 0) {
            open = true;
            tryNext(actor);
        }
    }

    /** Starts to try another actor. */
    void tryNext(int next) {
        actor = next;
        variant = Variant.USUAL;
        variants = 0;
        made = null;
        identity = null;
    }
}
