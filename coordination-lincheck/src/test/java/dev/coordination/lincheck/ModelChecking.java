// SPDX-License-Identifier: Apache-2.0
package dev.coordination.lincheck;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** How far the search goes: two threads, so many scenarios, and so many interleavings of each. */
final class ModelChecking {

    private static final int SCENARIOS = Integer.getInteger("coordination.lincheck.scenarios", 20);
    private static final int SCHEDULES = Integer.getInteger("coordination.lincheck.schedules", 200);

    private ModelChecking() {}

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
