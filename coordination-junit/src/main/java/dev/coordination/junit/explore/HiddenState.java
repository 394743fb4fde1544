// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.concurrent.TimeUnit;

/** Detects whether the nodes of a program share state that the exploration does not see. */
final class HiddenState {

    private static final int MAX_SCHEDULES = 1_000;
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(2);

    private HiddenState() {}

    /**
     * Returns a note if the reduction ends within a limit and finds no failure of a program that fails in a random schedule;
     * otherwise returns an empty string.
     */
    static String find(Trials trials, Scope scope, Limits limits) {
        TreeChooser chooser = TreeChooser.reducing(scope);
        long start = System.nanoTime();
        for (int i = 0; i < MAX_SCHEDULES && !limits.isStopped(); i++) {
            if (System.nanoTime() - start > MAX_NANOS) {
                return "";
            }
            Trial trial = trials.run(scope, chooser);
            if (trial.failure() != null) {
                return "";
            }
            if (!chooser.next(trial.run())) {
                return "The reduction alone would miss this failure. The nodes probably share state that the exploration does"
                        + " not see: pass what they share through nodes.shared(...), and what the test records through"
                        + " nodes.ghost(...).";
            }
        }
        return "";
    }
}
