// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import org.jspecify.annotations.Nullable;

/**
 * Recognizes loops that wait for a change by reading repeatedly. An actor that has repeated an unchanged read a few times yields
 * to other actors until something that it has read changes. If no other actor can make a step, it continues for a while, because
 * the loop may end by itself.
 */
final class Repetition {

    private static final int YIELDS_AFTER = 4;
    private static final int TIRED_AFTER = 12;
    private static final int HOPELESS_AFTER = 120;

    private Repetition() {}

    static boolean yields(Actor actor, Step step) {
        return actor.repeats >= YIELDS_AFTER && actor.repeatsRead(step);
    }

    static boolean isTired(Actor actor) {
        return actor.repeats >= TIRED_AFTER;
    }

    static boolean areHopeless(Run run, long actors) {
        for (Actor actor : run.actors) {
            if (!actor.finished && (actors & actor.bit()) != 0 && actor.repeats < HOPELESS_AFTER) {
                return false;
            }
        }
        return true;
    }

    /** Called after each step of an actor. */
    static void made(Run run, Actor actor, Event event) {
        if (event.footprint.writes()) {
            wrote(run, actor, event);
        } else if (actor.repeatsRead(event.step)) {
            actor.repeats++;
        } else {
            actor.reads.add(event);
        }
    }

    /** Called after a write: actors that have read the same resources may now read something new. */
    static void wrote(Run run, @Nullable Actor by, Event event) {
        for (int i = 0; i < run.actors.size(); i++) {
            Actor actor = run.actors.get(i);
            if (!actor.reads.isEmpty() && (actor == by || readsChanged(actor, event))) {
                actor.reads.clear();
                actor.repeats = 0;
            }
        }
    }

    private static boolean readsChanged(Actor actor, Event event) {
        for (Event read : actor.reads) {
            if (read.footprint.conflictsWith(event.footprint) || read.node == event.node) {
                return true;
            }
        }
        return false;
    }
}
