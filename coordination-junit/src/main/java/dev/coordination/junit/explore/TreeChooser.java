// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.ArrayList;
import java.util.List;

/**
 * Searches the schedules depth first, so that none is run twice: all of them, those with a limited number of preemptions, or, with
 * the reduction, one of each set that differs only in the order of independent steps (source-DPOR with sleep sets).
 */
final class TreeChooser implements Chooser {

    static final int NO_LIMIT = Integer.MAX_VALUE;

    /** The number of steps in a row after which another actor is tried first, because this one may be waiting for it. */
    private static final int LONGEST_STREAK = 40;

    private final boolean reduces;
    private final int maxPreemptions;
    private final List<Point> points = new ArrayList<>();
    private final Scope scope;
    private final Postponements postponements = new Postponements();
    private int depth;

    /** The number of pairs of nodes that were known to share locks when the search started. */
    private int lockPairs;

    private TreeChooser(Scope scope, boolean reduces, int maxPreemptions) {
        this.scope = scope;
        this.reduces = reduces;
        this.maxPreemptions = maxPreemptions;
    }

    static TreeChooser reducing(Scope scope) {
        return new TreeChooser(scope, true, NO_LIMIT);
    }

    static TreeChooser bounded(Scope scope, int preemptions) {
        return new TreeChooser(scope, false, preemptions);
    }

    // ---- choosing

    @Override
    public int choose(Run run, long runnableNow, int last) {
        long runnable = runnableNow | run.waitable;
        int at = depth++;
        if (at > 0) {
            compare(run, at - 1);
            Races.markIfChangesTime(run, points.get(at - 1), runnable, run.nextInstant, run.trace.get(at - 1));
        }
        if (run.failure() != null) {
            return GIVE_UP;
        }
        if (at < points.size()) {
            Point point = points.get(at);
            if (point.open) {
                return chooseAgain(run, point, runnable);
            }
            if (point.enabled != runnable) {
                run.fail(Differences.others(run, at, point.enabled, runnable));
                return GIVE_UP;
            }
            return point.actor;
        }
        if (at == 0) {
            lockPairs = run.names.lockPairs();
        }
        Point point = new Point(runnable, last);
        point.decision = run.decisions;
        point.nextInstant = run.nextInstant;
        point.waitable = run.waitable;
        if (run.paused && !scope.has(ReductionRule.TIME_IN_PAUSE_IS_TRIED)) {
            point.tried = 1L << Run.TIME;
        }
        if (at > 0) {
            follow(run, point, points.get(at - 1), run.trace.get(at - 1));
        }
        long candidates = within(run, point, runnable & ~point.asleep);
        if (candidates == 0) {
            depth--;
            return GIVE_UP;
        }
        point.actor = first(run, point, candidates);
        point.wanted = reduces ? 1L << point.actor : candidates;
        points.add(point);
        return point.actor;
    }

    /** Chooses again at a point at which the chosen actor would wait for a lock. */
    private int chooseAgain(Run run, Point point, long runnable) {
        point.open = false;
        point.enabled = runnable;
        point.waitable = run.waitable;
        point.nextInstant = run.nextInstant;
        long candidates = within(run, point, runnable & ~point.asleep & ~point.tried);
        if (!reduces) {
            point.wanted |= candidates;
        } else if (point.tried != 0) {
            candidates &= point.wanted;
        }
        if (candidates == 0) {
            depth--;
            return GIVE_UP;
        }
        point.actor = first(run, point, (candidates & point.wanted) == 0 ? candidates : candidates & point.wanted);
        point.wanted |= 1L << point.actor;
        return point.actor;
    }

    private void follow(Run run, Point point, Point before, Event made) {
        point.preemptions = before.preemptions + (before.isPreemption(before.actor, run.optionalActors()) ? 1 : 0);
        point.streak = before.actor == before.last ? before.streak + 1 : 0;
        if (!reduces || before.asleep == 0 || run.beginsPhase(depth - 1)) {
            return;
        }
        Dependence dependence = new Dependence(run);
        for (long left = before.asleep; left != 0; left &= left - 1) {
            int sleeper = Bits.lowest(left);
            Event step = before.sleeper(sleeper);
            if (sleeper != before.actor && !(dependence.between(step, made) && scope.has(ReductionRule.SLEEP_ENDS))) {
                point.sleep(sleeper, step);
            }
        }
    }

    private long within(Run run, Point point, long candidates) {
        if (maxPreemptions == NO_LIMIT || point.preemptions < maxPreemptions) {
            return candidates;
        }
        long within = 0;
        for (long left = candidates; left != 0; left &= left - 1) {
            int actor = Bits.lowest(left);
            if (!point.isPreemption(actor, run.optionalActors())) {
                within |= 1L << actor;
            }
        }
        return within;
    }

    private static int first(Run run, Point point, long candidates) {
        long actors = candidates & ~(Bits.SPECIAL | run.optionalActors() | point.waitable);
        if (point.last >= 0 && Bits.contains(actors, point.last)) {
            long others = actors & ~(1L << point.last);
            return point.streak < LONGEST_STREAK || others == 0 ? point.last : Bits.lowest(others);
        }
        if (actors != 0) {
            return Bits.lowest(actors);
        }
        // A fault that is chosen first here would happen in all schedules, because nothing else races with it.
        if (Bits.contains(candidates, Run.END)) {
            return Run.END;
        }
        if (Bits.contains(candidates, Run.TIME)) {
            return Run.TIME;
        }
        return Bits.lowest((candidates & point.waitable) != 0 ? candidates & point.waitable : candidates);
    }

    @Override
    public int variant(Run run, Actor actor, Step step, int variants) {
        Point point = points.get(depth - 1);
        point.variants = variants;
        return point.variant;
    }

    /** Compares a step with the step that was made after the same choices before. */
    private void compare(Run run, int at) {
        Point point = points.get(at);
        Event event = run.trace.get(at);
        String identity = event.identity();
        if (point.identity == null) {
            point.identity = identity;
        } else if (!point.identity.equals(identity)) {
            run.fail(Differences.otherStep(at, event.who, point.identity, identity));
        }
    }

    // ---- the next schedule

    @Override
    public void begin() {
        depth = 0;
    }

    @Override
    public Postponements postponements() {
        return postponements;
    }

    @Override
    public void repeat(Run run) {
        depth = 0;
        if (hasBegunAnew(run)) {
            return;
        }
        if (reduces) {
            new Races(run, points).find();
        }
        run.waits.learn();
        if (!points.isEmpty()) {
            points.get(points.size() - 1).reopenIfWaiting(postponements);
        }
    }

    /** Starts the search over if a run has shown that more nodes share locks, so that more steps depend on each other. */
    private boolean hasBegunAnew(Run run) {
        if (!reduces || lockPairs == run.names.lockPairs()) {
            return false;
        }
        points.clear();
        postponements.forgetAfter(-1);
        return true;
    }

    @Override
    public boolean next(Run run) {
        postponements.done();
        int made = Math.min(depth, run.trace.size());
        if (made > 0) {
            compare(run, made - 1);
        }
        depth = 0;
        if (hasBegunAnew(run)) {
            return true;
        }
        if (reduces) {
            new Races(run, points).find();
        }
        while (!points.isEmpty()) {
            int at = points.size() - 1;
            Point point = points.get(at);
            if (at < run.trace.size()) {
                remember(point, run.trace.get(at));
            }
            postponements.forgetAfter(point.decision);
            postponements.join(point.decision);
            int moreVariants = point.variants & -1 << point.variant + 1;
            if (moreVariants != 0) {
                point.variant = Integer.numberOfTrailingZeros(moreVariants);
                point.identity = null;
                return true;
            }
            point.tried |= 1L << point.actor;
            if (reduces && point.made != null) {
                point.sleep(point.actor, point.made);
            }
            long more = point.wanted & point.enabled & ~point.tried & ~point.asleep;
            if (more != 0) {
                point.tryNext(first(run, point, more));
                return true;
            }
            points.remove(at);
        }
        return false;
    }

    private void remember(Point point, Event event) {
        if (point.made == null || !scope.has(ReductionRule.FAULTS_SHARE_SLEEP)) {
            point.made = event;
        } else if (point.made != event) {
            point.made.footprint.addAll(event.footprint);
        }
    }
}
