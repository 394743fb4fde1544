// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/** Counts the schedules that were run. */
final class Counts {

    private long run;
    private long redundant;

    void add(Trial trial) {
        if (trial.redundant()) {
            redundant++;
        } else {
            run++;
        }
    }

    long run() {
        return run;
    }

    long redundant() {
        return redundant;
    }

    long all() {
        return run + redundant;
    }
}
