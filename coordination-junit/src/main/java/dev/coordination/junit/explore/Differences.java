// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import org.jspecify.annotations.Nullable;

/** Describes how a run differs from an earlier run of the same schedule. */
final class Differences {

    private static final String REASONS =
            "The program must do the same whenever it is run in the same schedule. Possible causes are random numbers, real"
                    + " time, the iteration order of a hash set, threads that it starts, and static state of an earlier schedule.";

    private Differences() {}

    static ScheduleProblem others(Run run, int at, long before, long now) {
        return problem(at, "the possible choices are " + names(run, now) + ", but were " + names(run, before));
    }

    static ScheduleProblem otherStep(int at, String who, String before, String now) {
        return problem(at, who + " now makes the step " + now + ", but made " + before + " before");
    }

    private static ScheduleProblem problem(int at, String difference) {
        return new ScheduleProblem(
                ScheduleProblem.Kind.NOT_DETERMINISTIC,
                "not deterministic: after the same first " + at + " steps, " + difference + ". " + REASONS);
    }

    private static String names(Run run, long actors) {
        StringBuilder names = new StringBuilder();
        for (long left = actors; left != 0; left &= left - 1) {
            int actor = Bits.lowest(left);
            names.append(names.length() == 0 ? "" : ", ").append(name(run, actor));
        }
        return names.length() == 0 ? "none" : names.toString();
    }

    private static String name(Run run, int actor) {
        return switch (actor) {
            case Run.TIME -> "time";
            case Run.END -> "the end";
            default -> run.names.actorName(actor);
        };
    }

    static ScheduleProblem notDeterministic(String difference, @Nullable Throwable failure) {
        return new ScheduleProblem(
                ScheduleProblem.Kind.NOT_DETERMINISTIC,
                "not deterministic: the first schedule passed, and was run again; "
                        + (failure == null ? difference : "the second time, it failed: " + Outcome.firstLine(failure))
                        + ". " + REASONS);
    }

    /** Describes the first step in which two runs differ, apart from results; empty if there is none. */
    static String ofChoices(Run one, Run other) {
        int size = Math.min(one.trace.size(), other.trace.size());
        for (int i = 0; i < size; i++) {
            Event a = one.trace.get(i);
            Event b = other.trace.get(i);
            if (a.actor != b.actor || !a.identity().equals(b.identity())) {
                return "step " + (i + 1) + " was " + a.who + ": " + a.identity() + ", and is now " + b.who + ": "
                        + b.identity();
            }
        }
        return one.trace.size() == other.trace.size()
                ? ""
                : "one run has " + one.trace.size() + " steps, the other " + other.trace.size();
    }

    /** Describes the first step in which two runs differ, including results; empty if there is none. */
    static String first(Run one, Run other) {
        int size = Math.min(one.trace.size(), other.trace.size());
        for (int i = 0; i < size; i++) {
            Event a = one.trace.get(i);
            Event b = other.trace.get(i);
            if (a.actor != b.actor || !a.identity().equals(b.identity())) {
                return "step " + (i + 1) + " was " + a.who + ": " + Words.of(a) + ", and is now " + b.who + ": "
                        + Words.of(b);
            }
            if (!Words.of(a).equals(Words.of(b))) {
                return "step " + (i + 1) + " of " + a.who + " was " + Words.of(a) + ", and is now " + Words.of(b);
            }
        }
        return one.trace.size() == other.trace.size()
                ? ""
                : "one run has " + one.trace.size() + " steps, the other " + other.trace.size();
    }
}
