// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import org.jspecify.annotations.Nullable;

/**
 * A run that has ended.
 *
 * @param run the run
 * @param failure why it failed; null if it did not
 * @param redundant whether it was abandoned as redundant
 */
record Trial(Run run, @Nullable Throwable failure, boolean redundant) {

    static Trial of(Run run, ExploredNodes nodes, @Nullable Throwable thrown) {
        if (run.waits.isToRepeat()) {
            return new Trial(run, null, true);
        }
        Throwable failure = run.failure();
        if (failure == null && thrown != null && !Signal.isIn(thrown)) {
            failure = thrown;
        }
        if (failure == null && !run.gaveUp && !nodes.haveRun()) {
            throw new IllegalStateException("the program has run no nodes: it must call nodes.run(...)");
        }
        return new Trial(run, failure, run.gaveUp && failure == null);
    }

    Token token() {
        return Token.of(run);
    }

    /** Returns whether this trial and another one fail in the same way. */
    boolean failsAs(Trial other) {
        if (failure == null || other.failure == null || failure.getClass() != other.failure.getClass()) {
            return false;
        }
        return !(failure instanceof ScheduleProblem problem)
                || !(other.failure instanceof ScheduleProblem otherProblem)
                || problem.kind() == otherProblem.kind();
    }

    /** Returns the lowest level that contains this schedule. */
    Level level() {
        Level level = run.timeMovedEarly ? Level.TIME : Level.ORDER;
        for (Event event : run.trace) {
            if (run.isFault(event.actor) || event.variant == Variant.NOT_SENT || event.variant == Variant.REPLY_LOST) {
                level = Level.UNAVAILABLE;
            } else if (event.variant >= Variant.FIRST_SKEW && level == Level.ORDER) {
                level = Level.TIME;
            } else if (Variant.isFault(event.variant)) {
                return Level.CRASH;
            }
        }
        return level;
    }
}
