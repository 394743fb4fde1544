// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plans the cases in which a program is run with every fault. Later cases result from what earlier ones have shown. */
final class FaultPlans {

    private final int maxFaults;
    private final Deque<List<PlannedChooser.Fault>> left = new ArrayDeque<>();

    /** Whether each condition that should hold sometimes has held in a case so far. */
    private final Map<String, Boolean> sometimes = new TreeMap<>();

    FaultPlans(Settings settings) {
        maxFaults = Math.max(1, settings.faults());
        left.add(List.of());
    }

    Map<String, Boolean> sometimes() {
        return sometimes;
    }

    /** Returns the conditions that should hold sometimes, but have held in no case so far. */
    List<String> neverTrue() {
        return sometimes.entrySet().stream()
                .filter(condition -> !condition.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    boolean hasNext() {
        return !left.isEmpty();
    }

    List<PlannedChooser.Fault> next() {
        return left.remove();
    }

    /** Plans the cases to which a case that was run leads. */
    void follow(List<PlannedChooser.Fault> plan, PlannedChooser chooser) {
        if (plan.size() < maxFaults) {
            for (PlannedChooser.Fault fault : chooser.possible()) {
                List<PlannedChooser.Fault> longer = new ArrayList<>(plan);
                longer.add(fault);
                left.add(longer);
            }
        }
    }

    static String description(List<PlannedChooser.Fault> plan) {
        if (plan.isEmpty()) {
            return "no fault";
        }
        StringBuilder text = new StringBuilder();
        for (PlannedChooser.Fault fault : plan) {
            text.append(text.length() == 0 ? "" : "; then ").append(fault.description());
        }
        return text.toString();
    }

    /** Returns what may happen in a case: every chosen fault, in one order of steps. */
    static Scope scope(Settings settings) {
        Settings withFaults =
                settings.withFaults(Math.max(1, settings.faults())).withTimeSteps(0);
        Scope scope = Levels.scope(withFaults, Level.CRASH);
        return new Scope(
                0,
                scope.faults(),
                scope.variants(),
                scope.lost(),
                scope.overflows(),
                List.of(),
                false,
                scope.maxSteps(),
                scope.rules());
    }
}
