// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a program with every fault. Used on the thread that runs the program. */
final class FaultSweep {

    private final Settings settings;
    private final Trials trials;
    private final Limits limits;
    private final Scope scope;
    private final Counts counts = new Counts();

    FaultSweep(Settings settings, Trials trials, Limits limits) {
        this.settings = settings;
        this.trials = trials;
        this.limits = limits;
        scope = FaultPlans.scope(settings);
    }

    ExplorationResult sweep() {
        if (!settings.replay().isEmpty()) {
            Trial trial =
                    Replay.of(trials, scope, Token.parse(settings.replay())).trial();
            counts.add(trial);
            trials.listenerExceptions.add(trial);
            return result(trial.failure() == null ? Verdict.REPLAYED : Verdict.FAILED, failure(trial, ""));
        }
        FaultPlans plans = new FaultPlans(settings);
        while (plans.hasNext()) {
            if (limits.isStopped() || counts.all() >= settings.maxSchedules()) {
                return result(Verdict.NOT_PROVED, Optional.empty());
            }
            List<PlannedChooser.Fault> plan = plans.next();
            PlannedChooser chooser = new PlannedChooser(plan);
            Trial trial = trials.run(scope, chooser);
            counts.add(trial);
            trials.listenerExceptions.add(trial);
            limits.progress(Level.CRASH, Strategy.EXHAUSTIVE, counts.all());
            if (trial.failure() == null && !chooser.missing().isEmpty()) {
                trial = new Trial(trial.run(), notInjected(chooser.missing()), false);
            }
            if (trial.failure() != null) {
                return result(Verdict.FAILED, failure(trial, FaultPlans.description(plan)));
            }
            plans.follow(plan, chooser);
        }
        return result(Verdict.PROVED, Optional.empty());
    }

    private Optional<ScheduleFailure> failure(Trial trial, String note) {
        return trial.failure() == null
                ? Optional.empty()
                : Optional.of(Failures.of(trial, trial.failure(), counts.all(), true, note));
    }

    static ScheduleProblem notInjected(String fault) {
        return new ScheduleProblem(
                ScheduleProblem.Kind.FAULT_NOT_INJECTED,
                "not deterministic: the planned fault was not injected, because the program did not make the same calls again: "
                        + fault);
    }

    private ExplorationResult result(Verdict verdict, Optional<ScheduleFailure> failure) {
        LevelResult level = new LevelResult(Level.CRASH, verdict, counts.run(), counts.redundant(), limits.elapsed());
        List<String> never = verdict == Verdict.PROVED
                ? trials.sometimes().entrySet().stream()
                        .filter(condition -> !condition.getValue())
                        .map(Map.Entry::getKey)
                        .toList()
                : List.of();
        return new ExplorationResult(
                verdict,
                summary(verdict) + trials.listenerExceptions.words(),
                failure,
                List.of(level),
                trials.coverage().toList(),
                never,
                trials.longest(),
                limits.elapsed());
    }

    private String summary(Verdict verdict) {
        String cases = counts.all() == 1 ? "1 case" : counts.all() + " cases";
        return switch (verdict) {
            case PROVED, BOUNDED ->
                "no case fails (" + cases + ", " + limits.elapsed().toMillis() + " ms)";
            case NOT_PROVED -> "gave up after " + cases;
            case REPLAYED -> "the case was run again, and did not fail";
            case FAILED -> "failed in case " + counts.all();
        };
    }
}
