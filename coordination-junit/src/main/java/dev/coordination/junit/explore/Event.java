// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import org.jspecify.annotations.Nullable;

/** A step that was made. */
final class Event {

    /** The number in place of a node's, for the clock. */
    static final int CLOCK = -1;

    /** The number in place of a node's, for the program itself. */
    static final int PROGRAM = -2;

    /** The number in place of a node's, for a connection that is lost. */
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

    /** Whether it has a result, or has thrown something. */
    boolean ended;

    /** More about it, for the timeline. */
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
