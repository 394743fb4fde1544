// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import org.jspecify.annotations.Nullable;

/** A point of a schedule at which there was a choice, in a search depth first. */
final class Point {

    /** Those that could go on. */
    long enabled;

    /** The actor that made the last step, if it was among them. */
    final int last;

    /** The instant to which time would have moved. */
    long nextInstant;

    /** Those that are to be tried. */
    long wanted;

    /** Those that have been tried. */
    long tried;

    /** Those that need not be tried, because all schedules that begin with their step differ only in order from others. */
    long asleep;

    /** The steps of those. */
    private Event @Nullable [] sleepers;

    /** What is being tried. */
    int actor;

    int variant;

    /** The variants that were possible. */
    int variants;

    /** The preemptions before this point. */
    int preemptions;

    /** How many steps in a row the actor has made before this point. */
    int streak;

    /** The number of the decision, counted from the beginning of the run. */
    int decision;

    /** Whether it is not known who can go on, because one that could waits for a lock. */
    boolean open;

    /** What the step was; null if it was not made yet. */
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

    /** Returns the step of one that is asleep. */
    Event sleeper(int sleeper) {
        if (sleepers == null) {
            throw new IllegalStateException("nobody is asleep");
        }
        return sleepers[sleeper];
    }

    /** Returns whether it would be a preemption if another one went on. */
    boolean isPreemption(int next, long optional) {
        return last != Run.NOBODY && next != last && !Bits.contains(Bits.SPECIAL | optional, next);
    }

    /** Begins to look for another one if the one that was to go on would wait for a lock. */
    void reopenIfWaiting(Postponements postponements) {
        if ((postponements.waitingAt(decision) & 1L << actor) != 0) {
            open = true;
            tryNext(actor);
        }
    }

    /** Begins to try another one. */
    void tryNext(int next) {
        actor = next;
        variant = Variant.USUAL;
        variants = 0;
        made = null;
        identity = null;
    }
}
