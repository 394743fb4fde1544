// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

import dev.coordination.junit.explore.Exploration;
import dev.coordination.junit.explore.FaultKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What may happen while a generated program runs.
 *
 * @param timeSteps how many times time may move although a node could run
 * @param faults how many faults may be injected
 * @param kinds the kinds of faults
 * @param skewed whether clocks may differ
 * @param fine whether the start of a node, and the return of each call, are always steps
 */
record Conditions(int timeSteps, int faults, Set<FaultKind> kinds, boolean skewed, boolean fine) {

    Exploration on(Exploration exploration) {
        Exploration set = exploration.timeSteps(timeSteps).faults(faults);
        if (faults > 0) {
            set = set.kinds(kinds);
        }
        return skewed ? set.clockSkew(Duration.ofSeconds(3)) : set;
    }

    List<Conditions> simpler() {
        List<Conditions> simpler = new ArrayList<>();
        if (timeSteps > 0) {
            simpler.add(new Conditions(timeSteps - 1, faults, kinds, skewed, fine));
        }
        if (faults > 0) {
            simpler.add(new Conditions(timeSteps, faults - 1, kinds, skewed, fine));
        }
        if (faults > 0 && kinds.size() > 1) {
            for (FaultKind kind : kinds) {
                Set<FaultKind> fewer = EnumSet.copyOf(kinds);
                fewer.remove(kind);
                simpler.add(new Conditions(timeSteps, faults, fewer, skewed, fine));
            }
        }
        if (skewed) {
            simpler.add(new Conditions(timeSteps, faults, kinds, false, fine));
        }
        if (fine) {
            simpler.add(new Conditions(timeSteps, faults, kinds, skewed, false));
        }
        return simpler;
    }

    @Override
    public String toString() {
        String failing = kinds.stream().map(FaultKind::name).collect(Collectors.joining(", ", ".kinds(", ")"));
        return "Exploration.create()" + (timeSteps == 0 ? "" : ".timeSteps(" + timeSteps + ")")
                + (faults == 0 ? "" : ".faults(" + faults + ")" + failing)
                + (skewed ? ".clockSkew(ofSeconds(3))" : "") + (fine ? "" : ".fine(false)");
    }
}
