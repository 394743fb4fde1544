// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import org.jspecify.annotations.Nullable;

/** A step that was made. */
final class Event {

    /** Used in place of the number of a node for the clock. */
    static final int CLOCK = -1;

    /** Used in place of the number of a node for the program itself. */
    static final int PROGRAM = -2;

    /** Used in place of the number of a node for a subscription that fails. */
    static final int CONNECTION = -3;

    final int actor;
    final int node;
    final String who;
    final Step step;
    final int variant;
    final long at;
    final Footprint footprint = new Footprint();

    @Nullable
    Object result;

    @Nullable
    Throwable thrown;

    /** Whether it has ended, with a result or an exception. */
    boolean ended;

    /** Whether it has accessed no memory of the node, because the code of the node continues in another step. */
    boolean remote;

    /** Whether it is the first step of a restarted node. */
    boolean restarts;

    /** Whether the actor then waits for a lock, until another actor has released it. */
    boolean waits;

    /** Further information for the timeline. */
    String note = "";

    Event(int actor, int node, String who, Step step, int variant, long at) {
        this.actor = actor;
        this.node = node;
        this.who = who;
        this.step = step;
        this.variant = variant;
        this.at = at;
    }

    /** Returns whether the step consists only of code of the node. */
    boolean isCode() {
        return step == Step.START || step == Step.REPLY || step == Step.GOT_LOCK;
    }

    String identity() {
        return step.identity();
    }
}
