// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.StringJoiner;

/** Describes what can be chosen next: actors with their steps, and time. */
final class Possible {

    private Possible() {}

    static String describe(Run run, long runnable) {
        StringJoiner text = new StringJoiner(", ");
        for (Actor actor : run.actors) {
            Step step = actor.pending;
            if (!actor.finished && step != null && (runnable & actor.bit()) != 0) {
                text.add(actor.name + " (" + Words.of(step) + ")");
            }
        }
        if (Bits.contains(runnable, Run.TIME)) {
            text.add("time");
        }
        return text.length() == 0 ? "nothing" : text.toString();
    }
}
