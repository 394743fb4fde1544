// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.junit.explore.programs.GeneratedProgram;
import java.util.Set;
import java.util.TreeSet;

/**
 * The outcomes of a program in all schedules of a strategy: what its nodes have seen, the final state, and failures.
 *
 * @param seen the outcomes of the schedules that ended normally
 * @param failed the failures that ended a schedule immediately, so that the nodes could not continue
 * @param schedules the number of schedules that were run
 * @param redundant the number of schedules that were abandoned as redundant
 * @param complete whether the strategy was completed
 */
record Outcomes(Set<String> seen, Set<String> failed, long schedules, long redundant, boolean complete) {

    private static final String THROWN = "thrown: ";

    /** Runs all schedules without any reduction. Gives up after the given number of schedules. */
    static Outcomes ofAll(GeneratedProgram program, long atMost) {
        return new Collector(program)
                .explore(Exploration.create().strategy(Strategy.EXHAUSTIVE).maxSchedules(atMost));
    }

    /** Runs the schedules that the reduction leaves. */
    static Outcomes ofReduced(GeneratedProgram program, long atMost, Set<ReductionRule> rules) {
        return new Collector(program)
                .explore(Exploration.create()
                        .strategy(Strategy.REDUCED)
                        .maxSchedules(atMost)
                        .rules(rules));
    }

    /**
     * Compares these outcomes, of all schedules, with those of the reduction. Returns what is wrong with the latter, or an empty
     * string if nothing is.
     *
     * <p>After a failure that ends a schedule immediately, the reduction does not see what the nodes would have done, so it may
     * miss other outcomes. It must find such a failure, though, with which a normal exploration ends. For the same reason, it may
     * see what a node throws in a schedule that it abandons, although that schedule would have ended with another failure.
     */
    String differenceTo(Outcomes reduced) {
        if (failed.isEmpty() != reduced.failed.isEmpty()) {
            return failed.isEmpty()
                    ? "The reduction finds a failure that no schedule has: " + reduced.failed
                    : "The reduction misses all failures: " + failed;
        }
        Set<String> invented = new TreeSet<>(reduced.seen);
        invented.removeAll(seen);
        if (fails()) {
            invented.removeIf(outcome -> outcome.startsWith(THROWN));
        }
        if (!invented.isEmpty()) {
            return "The reduction has an outcome that no schedule has: "
                    + invented.iterator().next();
        }
        Set<String> missed = new TreeSet<>(seen);
        missed.removeAll(reduced.seen);
        return missed.isEmpty() || !failed.isEmpty()
                ? ""
                : "The reduction misses " + missed.size() + " of " + seen.size() + " outcomes, such as "
                        + missed.iterator().next() + "\nand finds\n" + String.join("\n", reduced.seen);
    }

    private boolean fails() {
        return !failed.isEmpty() || seen.stream().anyMatch(outcome -> outcome.startsWith(THROWN));
    }

    /** Collects the outcomes of the schedules of one exploration, which all run on one thread. */
    private static final class Collector {

        private final GeneratedProgram program;
        private final Set<String> seen = new TreeSet<>();
        private final Set<String> failed = new TreeSet<>();
        private String outcome = "";

        Collector(GeneratedProgram program) {
            this.program = program;
        }

        Outcomes explore(Exploration strategy) {
            ExplorationResult result = program.explorationOf(strategy)
                    .level(Level.CRASH)
                    .fine(program.fine())
                    .maxSteps(150)
                    .onSchedule(this::ended)
                    .run(nodes -> outcome = program.run(nodes));
            return new Outcomes(
                    seen, failed, result.schedules(), result.redundant(), result.verdict() == Verdict.PROVED);
        }

        private void ended(Throwable thrown) {
            if (thrown == null) {
                seen.add(outcome);
            } else if (thrown instanceof ScheduleProblem problem) {
                failed.add(problem.kind().toString());
            } else if (thrown instanceof AssertionError) {
                failed.add(thrown.getMessage());
            } else if (!(thrown instanceof Signal)) {
                seen.add(THROWN + thrown);
            }
        }
    }
}
