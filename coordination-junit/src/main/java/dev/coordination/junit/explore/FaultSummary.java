// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.List;
import java.util.stream.Collectors;

/** Decides whether the runs with every fault have failed, and explains the failure. */
final class FaultSummary {

    private FaultSummary() {}

    /**
     * Returns the result if no run has failed.
     *
     * @throws ExplorationFailedError if a run has failed, or if not all cases were run
     */
    static ExplorationResult check(ExplorationResult result) {
        if (result.failure().isPresent()) {
            ScheduleFailure failure = result.failure().get();
            String message = failure.note() + "\n" + Outcome.firstLine(failure.cause()) + "\n\n" + failure.timeline()
                    + "\nTo run this case alone: @EveryFault(replay = \"" + failure.token() + "\")\n"
                    + result.summary();
            throw new ExplorationFailedError(message, failure.cause(), result);
        }
        checkHeldSometimes(result.neverTrue(), result.schedules());
        if (result.verdict() != Verdict.PROVED) {
            throw new ExplorationFailedError(result.summary(), null, result);
        }
        return result;
    }

    /**
     * Checks that each condition that should hold sometimes has held.
     *
     * @param neverTrue the conditions that never held
     */
    static void checkHeldSometimes(List<String> neverTrue, long runs) {
        if (!neverTrue.isEmpty()) {
            throw new AssertionError("sometimes "
                    + neverTrue.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "))
                    + " never held in " + runs + " runs: the test does not test what it is meant to");
        }
    }
}
