// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs a program, once for each schedule. Used only on the thread that runs the program. */
final class Trials implements AutoCloseable {

    private final Program program;
    private final Settings settings;
    private final Names names = new Names();
    private final Carriers carriers;
    private final Carrier carrier = new Carrier();
    private final Map<String, Boolean> sometimes = new TreeMap<>();
    private final CoverageCounts coverage = new CoverageCounts();
    final ListenerExceptions listenerExceptions = new ListenerExceptions();

    /** The current run, for the watchdog. */
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

    Map<String, Boolean> sometimes() {
        return sometimes;
    }

    CoverageCounts coverage() {
        return coverage;
    }

    int longest() {
        return longest;
    }

    /** Returns whether nodes have waited for locks, so that two runs of the same schedule may differ. */
    boolean haveWaitedForLocks() {
        return !carriers.mayLend();
    }

    /** Runs the program in one schedule. */
    Trial run(Scope scope, Chooser chooser) {
        Run run = new Run(scope, names, chooser, settings.backends().get(), carriers, carrier);
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
        longest = Math.max(longest, run.trace.size());
        coverage.add(run);
        return Trial.of(run, nodes, thrown);
    }

    @Override
    public void close() {
        carriers.close();
        Carrier.leave();
    }
}
