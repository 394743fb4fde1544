// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The cases in which a program is run with every fault, one after the other. */
final class FaultCases implements Iterator<FaultCase> {

    private final Settings settings;
    private final FaultPlans plans;
    private @Nullable PlannedFaultCase last;
    private boolean replayed;

    FaultCases(Settings settings) {
        this.settings = settings;
        plans = new FaultPlans(settings);
    }

    /** Returns the conditions that should hold sometimes, but have held in no case so far. */
    List<String> neverTrue() {
        return plans.neverTrue();
    }

    @Override
    public boolean hasNext() {
        if (!settings.replay().isEmpty()) {
            return !replayed;
        }
        return plans.hasNext() || last != null && !last.hasEnded();
    }

    @Override
    public FaultCase next() {
        if (last != null && !last.hasEnded()) {
            throw new IllegalStateException("the case \"" + last.description()
                    + "\" must be run before the next one is taken, which may depend on it");
        }
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more cases");
        }
        replayed = true;
        List<PlannedChooser.Fault> plan = plans.next();
        last = new PlannedFaultCase(settings, plans, plan);
        return last;
    }
}
