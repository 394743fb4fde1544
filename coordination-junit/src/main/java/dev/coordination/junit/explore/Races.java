// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.Arrays;
import java.util.List;

/**
 * Finds the races of a schedule: pairs of dependent steps that no happens-before chain of other steps orders. For each race, the
 * backtrack sets must lead to a schedule with the two steps in the other order.
 *
 * <p>The first step of a restarted node races with each later move of time, even if later steps of the node are in between: time
 * cannot pass after the first step and before those.
 */
final class Races {

    private final Run run;
    private final List<Event> trace;
    private final List<Point> points;
    private final Dependence dependence;
    private final int size;

    /** For each step, the earlier steps that happen before it, as bits. */
    private final long[][] before;

    Races(Run run, List<Point> points) {
        this.run = run;
        this.points = points;
        dependence = new Dependence(run);
        trace = run.trace;
        size = Math.min(trace.size(), points.size());
        before = new long[size][];
    }

    void find() {
        if (run.scope.has(ReductionRule.DISABLED_ACTOR_RACES)) {
            findDisabled();
        }
        if (size > 0) { // For the other steps, this was done at the next choice.
            markIfChangesTime(run, points.get(size - 1), 0, Step.NEVER, trace.get(size - 1));
        }
        int[] lastOf = new int[64];
        Arrays.fill(lastOf, -1);
        int phase = 0;
        int start = 0;
        for (int j = 0; j < size; j++) {
            while (phase < run.phases.size() && run.phases.get(phase) <= j) {
                start = run.phases.get(phase++);
            }
            Event event = trace.get(j);
            long[] mine = new long[(j >>> 6) + 1];
            before[j] = mine;
            if (lastOf[event.actor] >= 0) {
                join(mine, lastOf[event.actor]);
            }
            lastOf[event.actor] = j;
            if (event.actor == Run.END) {
                continue; // The end cannot come before a step of another actor.
            }
            for (int i = j - 1; i >= start; i--) {
                Event earlier = trace.get(i);
                boolean races = !isBefore(i, j) || event.actor == Run.TIME && earlier.restarts;
                if (races && earlier.actor != event.actor && dependence.between(earlier, event)) {
                    race(i, j);
                    join(mine, i);
                    if (!run.scope.has(ReductionRule.ALL_RACES)) {
                        break;
                    }
                }
            }
        }
    }

    /** Returns what was enabled after a step in the same phase. */
    private long enabledAfter(int i) {
        return i + 1 < points.size() && !run.beginsPhase(i + 1) ? points.get(i + 1).enabled : 0;
    }

    /**
     * Marks a step as dependent on the time if time could pass before the step, but cannot pass after it or moves to another
     * instant.
     */
    static void markIfChangesTime(Run run, Point point, long enabledAfter, long instantAfter, Event made) {
        if (Bits.contains(point.enabled, Run.TIME)
                && !(Bits.contains(enabledAfter, Run.TIME) && instantAfter == point.nextInstant)
                && !Bits.contains(Bits.SPECIAL, made.actor)
                && run.scope.has(ReductionRule.CHANGING_NEXT_INSTANT_READS_TIME)) {
            made.footprint.readTime();
        }
    }

    /** Adds the actors that a step disables: they race with it, although they make no step. */
    private void findDisabled() {
        for (int i = 0; i < size; i++) {
            Point point = points.get(i);
            point.wanted |= point.enabled & ~enabledAfter(i) & ~(1L << point.actor);
        }
    }

    private boolean isBefore(int i, int j) {
        return (i >>> 6) < before[j].length && (before[j][i >>> 6] & 1L << i) != 0;
    }

    private void join(long[] mine, int i) {
        long[] his = before[i];
        for (int word = 0; word < his.length; word++) {
            mine[word] |= his[word];
        }
        mine[i >>> 6] |= 1L << i;
    }

    /**
     * Updates the backtrack set so that step {@code j} comes before step {@code i} in another schedule. Such a schedule can begin
     * with any of the initials: the actors whose first step after {@code i} needs no other step after {@code i}. It is enough to
     * try one of them.
     */
    private void race(int i, int j) {
        Point point = points.get(i);
        long racing = 1L << trace.get(j).actor;
        if (!run.scope.has(ReductionRule.NEEDED_STEPS_GO_FIRST)) {
            point.wanted |= racing & point.enabled;
            return;
        }
        long initials = initials(i, j);
        if ((initials & (point.wanted | point.tried)) != 0) {
            return;
        }
        long possible = initials & point.enabled;
        if (possible == 0) {
            if (run.scope.has(ReductionRule.NOT_ENABLED_TRIES_ALL)) {
                point.wanted |= point.enabled;
            }
            return;
        }
        point.wanted |= (possible & racing) != 0 ? racing : Long.lowestOneBit(possible);
    }

    private long initials(int i, int j) {
        long initials = 0;
        long seen = 0;
        for (int k = i + 1; k <= j; k++) {
            if (k < j && isBefore(i, k)) {
                continue;
            }
            long actor = 1L << trace.get(k).actor;
            if ((seen & actor) != 0) {
                continue;
            }
            seen |= actor;
            if (needsNothing(i, k)) {
                initials |= actor;
            }
        }
        return initials;
    }

    /**
     * Returns whether step {@code k} needs none of the steps between {@code i} and {@code k} that are independent of {@code i}.
     */
    private boolean needsNothing(int i, int k) {
        for (int m = i + 1; m < k; m++) {
            if (!isBefore(i, m) && isBefore(m, k)) {
                return false;
            }
        }
        return true;
    }
}
