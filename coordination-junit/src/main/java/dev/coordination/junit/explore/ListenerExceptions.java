// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.Locale;

/** Counts the schedules in which a listener has thrown an exception, which adapters tolerate (S-09). */
final class ListenerExceptions {

    private long schedules;
    private String first = "";

    void add(Trial trial) {
        RuntimeException thrown = trial.run().thrownByListener;
        if (thrown != null && !trial.redundant()) {
            schedules++;
            first = first.isEmpty() ? Words.of(thrown) : first;
        }
    }

    /** Returns a suffix for the summary, which is empty if no listener has thrown an exception. */
    String words() {
        return schedules == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; in %,d %s, a listener threw an exception; the first was %s",
                        schedules,
                        schedules == 1 ? "schedule" : "schedules",
                        first);
    }
}
