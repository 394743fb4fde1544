// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Explores one level: runs one strategy after the other, until a schedule fails or all schedules that matter have been run. */
final class LevelSearch {

    /** The number of random schedules that come first, and find most bugs. */
    private static final long FIRST_RANDOM = 50;

    /** If the reduction needs more schedules than these, more random schedules are run before it continues. */
    private static final long FIRST_REDUCED = 300;

    private static final long MORE_RANDOM = 500;

    /** The limit of the reduction on a level that a later level contains, and that therefore need not be proved. */
    private static final long MAX_REDUCED_OF_LOWER_LEVEL = 2_000;

    private final Trials trials;
    private final Settings settings;
    private final Limits limits;
    private final Level level;
    private final boolean lower;
    private final Scope scope;
    private final long earlier;
    private final Counts counts = new Counts();
    private final Duration begun;
    private @Nullable Trial failed;
    private @Nullable Strategy foundBy;
    private @Nullable Strategy completed;

    /**
     * Creates the search.
     *
     * @param lower whether a later level contains this one
     * @param earlier how many schedules were run on earlier levels
     */
    LevelSearch(Trials trials, Settings settings, Limits limits, Level level, boolean lower, long earlier) {
        this.trials = trials;
        this.settings = settings;
        this.limits = limits;
        this.level = level;
        this.lower = lower;
        this.earlier = earlier;
        scope = Levels.scope(settings, level);
        begun = limits.elapsed();
    }

    /** Explores the level, and returns the trial that failed, or null if none did. */
    @Nullable
    Trial search() {
        long most = settings.maxSchedules();
        switch (settings.strategy()) {
            case RANDOM -> sample(Strategy.RANDOM, new RandomChooser(settings.seed()), most);
            case PCT -> sample(Strategy.PCT, new PctChooser(settings.seed()), most);
            case REDUCED -> exhaust(Strategy.REDUCED, TreeChooser.reducing(scope), most);
            case BOUNDED -> exhaust(Strategy.BOUNDED, TreeChooser.bounded(scope, settings.preemptions()), most);
            case EXHAUSTIVE -> exhaust(Strategy.EXHAUSTIVE, TreeChooser.bounded(scope, TreeChooser.NO_LIMIT), most);
            case PORTFOLIO -> portfolio(lower ? Math.min(most, MAX_REDUCED_OF_LOWER_LEVEL) : most);
        }
        return failed;
    }

    private void portfolio(long most) {
        RandomChooser random = new RandomChooser(settings.seed());
        TreeChooser reducing = TreeChooser.reducing(scope);
        sample(Strategy.RANDOM, random, Math.min(FIRST_RANDOM, most));
        long first = Math.min(FIRST_REDUCED, most);
        if (goesOn() && exhaust(Strategy.REDUCED, reducing, first)) {
            long more = Math.min(MORE_RANDOM, Math.max(0, most - FIRST_RANDOM));
            sample(Strategy.RANDOM, random, more);
            sample(Strategy.PCT, new PctChooser(settings.seed()), more);
            if (goesOn() && exhaust(Strategy.REDUCED, reducing, most - first) && !lower) {
                exhaust(Strategy.BOUNDED, TreeChooser.bounded(scope, settings.preemptions()), most);
            }
        }
    }

    private boolean goesOn() {
        return failed == null && !limits.isStopped();
    }

    private void sample(Strategy strategy, Chooser chooser, long number) {
        for (long i = 0; i < number && goesOn(); i++) {
            Trial trial = run(strategy, chooser);
            chooser.next(trial.run());
        }
    }

    /** Runs at most a given number of schedules; returns whether there may be more. */
    private boolean exhaust(Strategy strategy, TreeChooser chooser, long number) {
        for (long i = 0; i < number; i++) {
            Trial trial = run(strategy, chooser);
            if (!goesOn()) {
                return false;
            }
            if (!chooser.next(trial.run())) {
                completed = strategy;
                return false;
            }
        }
        return number > 0 || failed == null;
    }

    private Trial run(Strategy strategy, Chooser chooser) {
        Trial trial = withoutUndecided(trials.run(scope, chooser));
        counts.add(trial);
        trials.listenerExceptions.add(trial);
        limits.progress(level, strategy, earlier + counts.all());
        if (settings.hooks().observer() != null) {
            settings.hooks().observer().accept(trial.redundant() ? Signal.ABANDONED : trial.failure());
        } else if (trial.failure() != null) {
            failed = trial;
            foundBy = strategy;
        }
        return trial;
    }

    /** Ignores a failure that only says that a run differs from an earlier one, if the JVM may have decided a lock order. */
    private Trial withoutUndecided(Trial trial) {
        return trial.failure() instanceof ScheduleProblem problem
                        && problem.kind() == ScheduleProblem.Kind.NOT_DETERMINISTIC
                        && trials.isDecidedByJvm()
                ? new Trial(trial.run(), null, true)
                : trial;
    }

    // ---- what was found out

    Level level() {
        return level;
    }

    Scope scope() {
        return scope;
    }

    @Nullable
    Strategy foundBy() {
        return foundBy;
    }

    long schedules() {
        return counts.all();
    }

    Verdict verdict() {
        if (failed != null) {
            return Verdict.FAILED;
        }
        if (completed == null) {
            return Verdict.NOT_PROVED;
        }
        return completed == Strategy.BOUNDED || !trials.undecided().isEmpty() ? Verdict.BOUNDED : Verdict.PROVED;
    }

    LevelResult result() {
        return new LevelResult(
                level,
                verdict(),
                counts.run(),
                counts.redundant(),
                limits.elapsed().minus(begun));
    }
}
