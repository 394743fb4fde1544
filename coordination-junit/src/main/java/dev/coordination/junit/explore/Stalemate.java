// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.ArrayList;
import java.util.List;

/** Explains why a run cannot continue. */
final class Stalemate {

    private static final int LONGEST_LOOP = 24;

    private Stalemate() {}

    /** Describes a deadlock, or a livelock if some actors repeat reads. */
    static ScheduleProblem of(Run run, long repeating) {
        boolean deadlock = repeating == 0;
        StringBuilder message = new StringBuilder(
                deadlock
                        ? "deadlock: no node can go on, however much time passes"
                        : "livelock: what is read again and again can no longer change, because no other node can go on and"
                                + " nothing expires");
        for (Actor actor : run.actors) {
            Step step = actor.pending;
            if (actor.finished || !actor.node.isAliveNow() || actor.optional) {
                continue;
            }
            if (actor.blocked) {
                message.append("\n  ").append(run.turns.locks.describe(actor));
            } else if (step != null && (repeating & actor.bit()) != 0) {
                message.append("\n  ").append(actor.name).append(" repeats ").append(Words.of(step));
            } else if (step != null && !step.idle) {
                message.append("\n  ").append(actor.name).append(" waits in ").append(Words.of(step));
            }
        }
        return new ScheduleProblem(
                deadlock ? ScheduleProblem.Kind.DEADLOCK : ScheduleProblem.Kind.LIVELOCK, message.toString());
    }

    /** Describes a run with too many steps. */
    static ScheduleProblem tooLong(Run run) {
        StringBuilder message =
                new StringBuilder("the schedule has not ended after " + run.scope.maxSteps() + " steps");
        List<String> loop = loop(run.log);
        if (loop.isEmpty()) {
            message.append(", so a node may be in an endless loop; to allow more steps, raise maxSteps");
        } else {
            message.append("; it keeps repeating these:");
            loop.forEach(step -> message.append("\n  ").append(step));
        }
        return new ScheduleProblem(ScheduleProblem.Kind.STEP_LIMIT, message.toString());
    }

    /** Returns the shortest sequence of steps that is repeated at the end of the log, or an empty list if there is none. */
    static List<String> loop(List<Event> log) {
        for (int length = 1; length <= LONGEST_LOOP; length++) {
            if (repeats(log, length)) {
                List<String> loop = new ArrayList<>();
                for (Event event : log.subList(log.size() - length, log.size())) {
                    if (event.step != Step.REPLY) {
                        loop.add(event.who + ": " + Words.of(event.step));
                    }
                }
                return loop;
            }
        }
        return List.of();
    }

    /**
     * Returns whether the log ends with at least three repetitions of the same steps, of the given length, and at least 12
     * repeated steps.
     */
    private static boolean repeats(List<Event> log, int length) {
        int compared = Math.max(2 * length, 12);
        if (log.size() < compared + length) {
            return false;
        }
        for (int i = log.size() - compared; i < log.size(); i++) {
            Event event = log.get(i);
            Event before = log.get(i - length);
            if (event.actor != before.actor || !event.identity().equals(before.identity())) {
                return false;
            }
        }
        return true;
    }
}
