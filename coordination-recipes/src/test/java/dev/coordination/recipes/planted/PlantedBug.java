// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.junit.explore.Exploration;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.List;

/** A bug that a library had, in a small recipe that can also be run without it. */
abstract class PlantedBug {

    static final Duration LEASE = Duration.ofSeconds(30);

    private final String reference;
    private final String goesWrong;
    private final String invariant;
    private final int timeSteps;
    private final List<FaultKind> faults;

    /**
     * Creates a bug.
     *
     * @param reference the repository, and the number of the issue or pull request
     * @param goesWrong what goes wrong, in a few words
     * @param invariant what should hold but does not, as the failure names it
     * @param timeSteps how many times time may pass although a node could run
     * @param faults the kinds of which one fault may happen; none for no fault
     */
    PlantedBug(String reference, String goesWrong, String invariant, int timeSteps, FaultKind... faults) {
        this.reference = reference;
        this.goesWrong = goesWrong;
        this.invariant = invariant;
        this.timeSteps = timeSteps;
        this.faults = List.of(faults);
    }

    /**
     * Runs the recipe on nodes, and requires the invariant.
     *
     * @param fixed whether the recipe is run without its bug
     */
    abstract void run(Nodes nodes, boolean fixed) throws Exception;

    String reference() {
        return reference;
    }

    String goesWrong() {
        return goesWrong;
    }

    String invariant() {
        return invariant;
    }

    int timeSteps() {
        return timeSteps;
    }

    List<FaultKind> faults() {
        return faults;
    }

    /** Returns an exploration with the default budget, in which what the bug needs may happen. */
    Exploration exploration() {
        Exploration exploration = Exploration.create().timeSteps(timeSteps);
        return faults.isEmpty() ? exploration : exploration.faults(1).kinds(faults);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
