// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** Explores a program, level by level. Used on the thread that runs the program. */
final class Explorer {

    private final Settings settings;
    private final Trials trials;
    private final Limits limits;
    private final List<LevelResult> levels = new ArrayList<>();

    Explorer(Settings settings, Trials trials, Limits limits) {
        this.settings = settings;
        this.trials = trials;
        this.limits = limits;
    }

    ExplorationResult explore() {
        return settings.replay().isEmpty() ? exploreLevels() : replay(Token.parse(settings.replay()));
    }

    private ExplorationResult replay(Token token) {
        Level level = Levels.last(settings);
        Replay replay = Replay.of(trials, Levels.scope(settings, level), token);
        Trial trial = replay.trial();
        Counts counts = new Counts();
        counts.add(trial);
        trials.listenerExceptions.add(trial);
        boolean fails = trial.failure() != null || !replay.left().isEmpty();
        Verdict verdict = fails ? Verdict.FAILED : Verdict.REPLAYED;
        levels.add(new LevelResult(level, verdict, counts.run(), counts.redundant(), limits.elapsed()));
        ScheduleFailure failure = null;
        if (trial.failure() != null) {
            failure = Failures.of(trial, trial.failure(), 1, true, "");
        } else if (!replay.left().isEmpty()) {
            ScheduleProblem problem = new ScheduleProblem(ScheduleProblem.Kind.TOKEN, replay.left());
            failure = Failures.of(trial, problem, 1, true, "");
        }
        return result(verdict, failure);
    }

    private ExplorationResult exploreLevels() {
        List<Level> all = Levels.of(settings);
        Level only = settings.hooks().level();
        long before = 0;
        Verdict verdict = Verdict.NOT_PROVED;
        for (Level level : all) {
            boolean last = level == all.get(all.size() - 1);
            if (only != null && !(last && only.compareTo(level) >= 0) && level != only) {
                continue;
            }
            Trial different = before == 0 ? differentWhenRepeated(level) : null;
            LevelSearch search = new LevelSearch(trials, settings, limits, level, !last && only == null, before);
            Trial failed = different != null ? different : search.search();
            before += different != null ? 2 : search.schedules();
            levels.add(search.result());
            verdict = search.verdict();
            if (failed != null) {
                return result(Verdict.FAILED, explain(failed, search, before));
            }
            if (limits.isStopped()) {
                break;
            }
        }
        return result(levels.size() < all.size() && only == null ? Verdict.NOT_PROVED : verdict, null);
    }

    /** Runs a schedule twice. If the second run differs from the first, returns it as a failed trial; otherwise returns null. */
    private @Nullable Trial differentWhenRepeated(Level level) {
        if (settings.hooks().observer() != null) {
            return null;
        }
        Scope scope = Levels.scope(settings, level);
        Trial first = trials.run(scope, TokenChooser.lenient(new Token(List.of())));
        if (first.failure() != null) {
            return null;
        }
        Trial second = trials.run(scope, TokenChooser.lenient(first.token()));
        String difference = Differences.ofChoices(first.run(), second.run());
        if (second.failure() == null && difference.isEmpty()
                || !trials.undecided().isEmpty()) {
            return null;
        }
        return new Trial(second.run(), Differences.notDeterministic(difference, second.failure()), false);
    }

    private ScheduleFailure explain(Trial failed, LevelSearch search, long number) {
        Throwable cause = failed.failure();
        if (cause == null) {
            throw new IllegalStateException("the schedule has not failed");
        }
        if (cause instanceof TestAbortedException || cause instanceof ScheduleProblem problem && problem.isCostly()) {
            return Failures.of(failed, cause, number, !isNotDeterministic(cause), "");
        }
        Trial again = trials.run(search.scope(), TokenChooser.lenient(failed.token()));
        if (!again.failsAs(failed)) {
            String difference = Differences.first(failed.run(), again.run());
            return Failures.of(
                    failed,
                    cause,
                    number,
                    false,
                    "not deterministic: when the same schedule was run again, it "
                            + (again.failure() == null ? "did not fail" : "failed in another way")
                            + (difference.isEmpty() ? "" : "; " + difference));
        }
        Trial simplest = new Simplifier(trials, search.scope(), limits).simplify(failed);
        return Failures.of(simplest, cause(simplest, cause), number, true, hiddenState(search));
    }

    private static Throwable cause(Trial trial, Throwable otherwise) {
        Throwable failure = trial.failure();
        return failure == null ? otherwise : failure;
    }

    private static boolean isNotDeterministic(Throwable cause) {
        return cause instanceof ScheduleProblem problem && problem.kind() == ScheduleProblem.Kind.NOT_DETERMINISTIC;
    }

    /** Returns a note if a random schedule failed, but the reduction omits all such schedules. */
    private String hiddenState(LevelSearch search) {
        if (search.foundBy() != Strategy.RANDOM || settings.strategy() != Strategy.PORTFOLIO) {
            return "";
        }
        return HiddenState.find(trials, search.scope(), limits);
    }

    private ExplorationResult result(Verdict verdict, @Nullable ScheduleFailure failure) {
        List<String> never = new ArrayList<>();
        if (verdict != Verdict.FAILED && verdict != Verdict.REPLAYED) {
            for (Map.Entry<String, Boolean> condition : trials.sometimes().entrySet()) {
                if (!condition.getValue()) {
                    never.add(condition.getKey());
                }
            }
        }
        return new ExplorationResult(
                verdict,
                Summary.of(settings, verdict, levels, limits.elapsed(), trials.undecided())
                        + trials.listenerExceptions.words(),
                Optional.ofNullable(failure),
                levels,
                trials.coverage().toList(),
                never,
                trials.longest(),
                limits.elapsed());
    }
}
