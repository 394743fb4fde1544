// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import dev.coordination.junit.explore.Exploration;
import dev.coordination.junit.explore.ExplorationResult;
import dev.coordination.junit.explore.ScheduleFailure;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What exploration has found about a known bug.
 *
 * @param bug the bug
 * @param failed the result for the program with the bug
 * @param proved the result for the corrected program
 */
public record Finding(KnownBug bug, ExplorationResult failed, ExplorationResult proved) {

    private static final Map<String, Finding> IN_MEMORY = new ConcurrentHashMap<>();

    /** Returns the finding on the in-memory adapter. Each bug is explored there only once in this JVM. */
    static Finding inMemory(KnownBug bug) {
        return IN_MEMORY.computeIfAbsent(bug.toString(), name -> bug.explore(Exploration.create()));
    }

    /** Returns everything that must be the same on every adapter: counts, verdicts, the failure and its token. */
    public String facts() {
        return "With the bug: " + facts(failed) + "\nCorrected: " + facts(proved);
    }

    private static String facts(ExplorationResult result) {
        String levels = result.levels().stream()
                .map(level -> level.level() + " " + level.verdict() + " after " + level.schedules() + " schedules and "
                        + level.redundant() + " redundant ones")
                .collect(Collectors.joining(", "));
        String failure = result.failure().map(Finding::facts).orElse("no failure");
        return levels + "; " + failure + "; never true: " + result.neverTrue();
    }

    private static String facts(ScheduleFailure failure) {
        return failure.level() + " " + failure.token() + " found in schedule " + failure.schedule() + ", "
                + (failure.deterministic() ? "" : "not ") + "deterministic: " + failure.cause();
    }
}
