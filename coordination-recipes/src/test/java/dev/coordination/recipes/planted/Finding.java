// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import dev.coordination.junit.explore.ExplorationResult;
import dev.coordination.junit.explore.ScheduleFailure;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What exploration has found about a planted bug.
 *
 * @param bug the bug
 * @param planted the result for the recipe with the bug
 * @param fixed the result for the recipe without it
 */
record Finding(PlantedBug bug, ExplorationResult planted, ExplorationResult fixed) {

    private static final Map<String, Finding> FINDINGS = new ConcurrentHashMap<>();

    /** Returns the finding about a bug, which is explored only once in this JVM. */
    static Finding of(PlantedBug bug) {
        return FINDINGS.computeIfAbsent(
                bug.toString(), name -> new Finding(bug, explore(bug, false), explore(bug, true)));
    }

    static ExplorationResult explore(PlantedBug bug, boolean fixed) {
        return bug.exploration().run(nodes -> bug.run(nodes, fixed));
    }

    /** Returns the failure of the recipe with the bug. */
    ScheduleFailure failure() {
        return planted.failure().orElseThrow(() -> new AssertionError(bug + " was not found: " + planted));
    }
}
