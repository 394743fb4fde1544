// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs a program, once for each schedule. Used only on the thread that runs the program. */
final class Trials implements AutoCloseable {

    private final Program program;
    private final Settings settings;
    private final Names names = new Names();
    private final Carriers carriers;
    private final BooleanSupplier isAbandoned;
    private final Carrier carrier = new Carrier();
    private final Map<String, Boolean> sometimes = new TreeMap<>();
    private final CoverageCounts coverage = new CoverageCounts();
    final ListenerExceptions listenerExceptions = new ListenerExceptions();

    /** The current run, for the watchdog. */
    private volatile @Nullable Run current;

    private int longest;

    /**
     * Creates trials.
     *
     * @param isAbandoned returns whether to stop; called on the thread that runs the program
     */
    Trials(Program program, Settings settings, Carriers carriers, BooleanSupplier isAbandoned) {
        this.program = program;
        this.settings = settings;
        this.carriers = carriers;
        this.isAbandoned = isAbandoned;
        carrier.enter();
    }

    @Nullable
    Run current() {
        return current;
    }

    /** Describes a lock whose order the JVM may have decided; empty if the schedules decided the order of all locks. */
    String undecided() {
        return names.undecided;
    }

    /** Notes that a schedule has run differently than before, and returns whether a lock may be the reason. */
    boolean isDecidedByJvm() {
        if (names.undecided.isEmpty() && !names.handedOver.isEmpty()) {
            names.undecided = names.handedOver.iterator().next();
        }
        return !names.undecided.isEmpty();
    }

    Map<String, Boolean> sometimes() {
        return sometimes;
    }

    CoverageCounts coverage() {
        return coverage;
    }

    int longest() {
        return longest;
    }

    /** Runs the program in one schedule. If an actor waits for a lock, runs the program again, and postpones this actor. */
    Trial run(Scope scope, Chooser chooser) {
        Postponements postponements = chooser.postponements();
        while (true) {
            Trial trial = run(scope, chooser, postponements);
            if (!trial.run().waits.isToRepeat()) {
                return trial;
            }
            chooser.repeat(trial.run());
        }
    }

    private Trial run(Scope scope, Chooser chooser, Postponements postponements) {
        checkNotAbandoned();
        Run run = new Run(scope, names, chooser, settings.backends().get(), carriers, carrier);
        run.waits.use(postponements);
        ExploredNodes nodes = new ExploredNodes(run, sometimes);
        current = run;
        Throwable thrown = null;
        try {
            program.run(nodes);
        } catch (Throwable e) {
            thrown = e;
        } finally {
            current = null;
            run.close();
        }
        checkNotAbandoned();
        if (!run.waits.isToRepeat()) {
            longest = Math.max(longest, run.trace.size());
            coverage.add(run);
        }
        return Trial.of(run, nodes, thrown);
    }

    private void checkNotAbandoned() {
        if (isAbandoned.getAsBoolean()) {
            throw Signal.ABANDONED;
        }
    }

    @Override
    public void close() {
        carriers.close();
        Carrier.leave();
    }
}
