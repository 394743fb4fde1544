// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.List;

/** Finds where the code of a node continues after a call. */
final class Continuations {

    private final List<Event> log;

    Continuations(List<Event> log) {
        this.log = log;
    }

    /**
     * Returns whether other code of the same node has run between a call and its reply. If so, the code uses the result later
     * than the timeline would otherwise suggest.
     */
    boolean isLate(Event reply) {
        if (reply.step != Step.REPLY) {
            return false;
        }
        for (int i = log.indexOf(reply) - 1; i >= 0 && log.get(i).actor != reply.actor; i--) {
            if (log.get(i).node == reply.node) {
                return true;
            }
        }
        return false;
    }

    /** Describes a reply by the call that it answers. */
    String words(Event reply) {
        for (int i = log.indexOf(reply) - 1; i >= 0; i--) {
            if (log.get(i).actor == reply.actor) {
                return "continues after " + log.get(i).step.name;
            }
        }
        return Words.of(reply);
    }
}
