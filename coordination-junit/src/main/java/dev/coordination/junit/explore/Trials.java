// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs a program, once for each schedule. Belongs to the thread that runs the program. */
final class Trials implements AutoCloseable {

    private final Program program;
    private final Settings settings;
    private final Names names = new Names();
    private final Carriers carriers;
    private final Carrier carrier = new Carrier();
    private final Map<String, Boolean> sometimes = new TreeMap<>();
    private final CoverageCounts coverage = new CoverageCounts();

    /** The run that is going on, for the thread that watches. */
    private volatile @Nullable Run current;

    private int longest;

    Trials(Program program, Settings settings, String name, boolean lends) {
        this.program = program;
        this.settings = settings;
        carriers = new Carriers(name);
        if (!lends) {
            carriers.stopLending();
        }
        carrier.enter();
    }

    @Nullable
    Run current() {
        return current;
    }

    /** Returns who got a lock when perhaps the JVM decided, in words; empty if the schedules decided it all. */
    String undecided() {
        return names.undecided;
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

    /** Runs the program in one schedule; again if it turns out who waits for a lock, so that this one goes on later. */
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
        if (!run.waits.isToRepeat()) {
            longest = Math.max(longest, run.trace.size());
            coverage.add(run);
        }
        return Trial.of(run, nodes, thrown);
    }

    @Override
    public void close() {
        carriers.close();
        Carrier.leave();
    }
}
