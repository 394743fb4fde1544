// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import dev.coordination.junit.explore.Exploration;
import dev.coordination.junit.explore.FaultKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What it takes for a bug to show, apart from a certain order of steps.
 *
 * @param timeSteps how many times time may move although a node can run
 * @param faults how many faults may be injected
 * @param kinds the kinds of these faults
 * @param skews by how much the clock of a node may differ from that of the backend
 */
record Needs(int timeSteps, int faults, List<FaultKind> kinds, List<Duration> skews) {

    static final Needs NOTHING = new Needs(0, 0, List.of(), List.of());

    static Needs timeSteps(int steps) {
        return NOTHING.andTimeSteps(steps);
    }

    static Needs fault(FaultKind... kinds) {
        return faults(1, kinds);
    }

    static Needs faults(int faults, FaultKind... kinds) {
        return new Needs(0, faults, List.of(kinds), List.of());
    }

    static Needs clockSkew(Duration skew) {
        return new Needs(0, 0, List.of(), List.of(skew));
    }

    Needs andTimeSteps(int steps) {
        return new Needs(steps, faults, kinds, skews);
    }

    Exploration configure(Exploration exploration) {
        Exploration configured = exploration.timeSteps(timeSteps).clockSkew(skews.toArray(Duration[]::new));
        return faults == 0 ? configured : configured.faults(faults).kinds(kinds);
    }

    @Override
    public String toString() {
        String skew = skews.stream()
                .map(by -> "a clock " + by.toMinutes() + " min ahead")
                .collect(Collectors.joining());
        String named = kinds.stream()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(" or "));
        return Stream.of(
                        number(timeSteps, "time step"),
                        skew,
                        number(faults, "fault") + (faults == 0 ? "" : ": " + named))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String number(int count, String unit) {
        return count == 0 ? "" : count + " " + unit + (count == 1 ? "" : "s");
    }
}
