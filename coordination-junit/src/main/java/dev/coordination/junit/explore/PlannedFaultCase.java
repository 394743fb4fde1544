// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A case that results from what earlier cases have shown. */
final class PlannedFaultCase implements FaultCase {

    private final Settings settings;
    private final FaultPlans plans;
    private final List<PlannedChooser.Fault> plan;
    private final PlannedChooser chooser;
    private @Nullable Running running;
    private boolean ended;

    private record Running(Run run, ExploredNodes nodes, Carriers carriers) {}

    PlannedFaultCase(Settings settings, FaultPlans plans, List<PlannedChooser.Fault> plan) {
        this.settings = settings;
        this.plans = plans;
        this.plan = plan;
        chooser = new PlannedChooser(plan);
    }

    boolean hasEnded() {
        return ended;
    }

    @Override
    public String description() {
        return settings.replay().isEmpty() ? FaultPlans.description(plan) : "replay of " + settings.replay();
    }

    @Override
    public Nodes begin() {
        if (running != null) {
            throw new IllegalStateException("the case \"" + description() + "\" has already been run");
        }
        Carrier carrier = new Carrier();
        carrier.enter();
        Carriers carriers = new Carriers("coordination-fault-case", ThreadKind.PLATFORM);
        Chooser chosen = settings.replay().isEmpty() ? chooser : TokenChooser.strict(Token.parse(settings.replay()));
        Run run = new Run(
                FaultPlans.scope(settings),
                new Names(),
                chosen,
                settings.backends().get(),
                carriers,
                carrier);
        run.turns.watchThemselves();
        ExploredNodes nodes = new ExploredNodes(run, plans.sometimes());
        running = new Running(run, nodes, carriers);
        return nodes;
    }

    @Override
    public void end(@Nullable Throwable thrown) {
        Running started = running;
        if (started == null || ended) {
            throw new IllegalStateException(
                    "the case \"" + description() + "\" " + (ended ? "has already ended" : "has not begun"));
        }
        ended = true;
        Run run = started.run();
        run.close();
        started.carriers().close();
        Carrier.leave();
        Trial trial = Trial.of(run, started.nodes(), thrown);
        Throwable cause = trial.failure();
        if (cause == null && settings.replay().isEmpty()) {
            if (!chooser.missing().isEmpty()) {
                cause = FaultSweep.notInjected(chooser.missing());
            } else {
                plans.follow(plan, chooser);
            }
        }
        if (cause != null) {
            throw failed(trial, cause);
        }
    }

    private ExplorationFailedError failed(Trial trial, Throwable cause) {
        ScheduleFailure failure = Failures.of(trial, cause, 1, true, "");
        Duration none = Duration.ZERO;
        ExplorationResult result = new ExplorationResult(
                Verdict.FAILED,
                "failed with this fault: " + description(),
                Optional.of(failure),
                List.of(new LevelResult(failure.level(), Verdict.FAILED, 1, 0, none)),
                List.of(),
                List.of(),
                trial.run().trace.size(),
                none);
        String message = description() + "\n" + Outcome.firstLine(cause) + "\n\n" + failure.timeline();
        if (!failure.token().isEmpty() && !Outcome.isOfToken(cause)) {
            message += "\nTo run only this case, add replay = \"" + failure.token() + "\" to @EveryFault";
        }
        return new ExplorationFailedError(message, cause, result);
    }

    @Override
    public void check(Program program) {
        Nodes nodes = begin();
        Throwable thrown = null;
        try {
            program.run(nodes);
        } catch (Throwable e) {
            thrown = e;
        }
        end(thrown);
    }
}
