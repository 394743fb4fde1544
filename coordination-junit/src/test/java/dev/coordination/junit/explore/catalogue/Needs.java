// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import dev.coordination.junit.explore.Exploration;
import dev.coordination.junit.explore.FaultKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a bug needs to show itself, beyond another order of steps.
 *
 * @param timeSteps how often time moves although a node can run
 * @param kinds the kinds of faults, one of which is injected; none for no fault
 * @param skews how far the clock of a node may be from that of the backend
 */
record Needs(int timeSteps, List<FaultKind> kinds, List<Duration> skews) {

    static final Needs NOTHING = new Needs(0, List.of(), List.of());

    static Needs timeSteps(int steps) {
        return NOTHING.andTimeSteps(steps);
    }

    static Needs fault(FaultKind... kinds) {
        return new Needs(0, List.of(kinds), List.of());
    }

    static Needs clockSkew(Duration skew) {
        return new Needs(0, List.of(), List.of(skew));
    }

    Needs andTimeSteps(int steps) {
        return new Needs(steps, kinds, skews);
    }

    Exploration configure(Exploration exploration) {
        Exploration configured = exploration.timeSteps(timeSteps).clockSkew(skews.toArray(Duration[]::new));
        return kinds.isEmpty() ? configured : configured.faults(1).kinds(kinds);
    }

    @Override
    public String toString() {
        String time = timeSteps == 0 ? "" : timeSteps == 1 ? "1 time step" : timeSteps + " time steps";
        String skew = skews.stream()
                .map(by -> "a clock " + by.toMinutes() + " min ahead")
                .collect(Collectors.joining());
        String fault = kinds.stream()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(" or "));
        return List.of(time, skew, fault.isEmpty() ? "" : "1 fault: " + fault).stream()
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }
}
