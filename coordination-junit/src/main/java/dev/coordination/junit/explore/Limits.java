// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.time.Duration;

/** Decides when an exploration must stop, and reports its progress to a listener. */
final class Limits {

    private final Settings settings;
    private final long start = System.nanoTime();
    private long nextProgress;
    private volatile boolean stopped;

    Limits(Settings settings) {
        this.settings = settings;
        nextProgress = settings.progressInterval().toNanos();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Makes the exploration stop. Can be called on any thread. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        Duration budget = settings.budget();
        return stopped || budget != null && elapsed().compareTo(budget) >= 0;
    }

    /** Called after each schedule. */
    void progress(Level level, Strategy strategy, long schedules) {
        if (settings.progress() == null) {
            return;
        }
        long nanos = System.nanoTime() - start;
        if (nanos >= nextProgress) {
            nextProgress = nanos + settings.progressInterval().toNanos();
            settings.progress().accept(new ExplorationProgress(level, strategy, schedules, Duration.ofNanos(nanos)));
        }
    }
}
