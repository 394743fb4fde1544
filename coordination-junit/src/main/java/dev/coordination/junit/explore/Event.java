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

    String identity() {
        return step.identity();
    }
}
