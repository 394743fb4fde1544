// SPDX-License-Identifier: Apache-2.0
package dev.coordination.lincheck;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** Runs Lincheck with two threads, and limits the number of scenarios and the number of schedules of each scenario. */
final class ModelChecking {

    private static final int SCENARIOS = positive("coordination.lincheck.scenarios", 20);
    private static final int SCHEDULES = positive("coordination.lincheck.schedules", 200);

    private ModelChecking() {}

    /** Returns the value of a system property, which must be positive: otherwise, Lincheck would check nothing. */
    private static int positive(String property, int byDefault) {
        int value = Integer.getInteger(property, byDefault);
        if (value < 1) {
            throw new IllegalArgumentException(property + " must be positive, but was " + value);
        }
        return value;
    }

    static void check(Class<?> model) {
        new ModelCheckingOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(SCHEDULES)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(2)
                .check(model);
    }
}
