// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints the progress of an exploration: how many schedules have been run, how fast, and what is being tried. */
final class ExplorationLog implements Consumer<ExplorationProgress> {

    /** The interval at which progress is printed. Explorations that end earlier print nothing. */
    static final Duration EVERY = Duration.ofSeconds(2);

    private final PrintStream out;
    private final String test;

    ExplorationLog(PrintStream out, String test) {
        this.out = out;
        this.test = test;
    }

    @Override
    public void accept(ExplorationProgress progress) {
        double seconds =
                progress.elapsed().toNanos() / (double) Duration.ofSeconds(1).toNanos();
        out.printf(
                Locale.ROOT,
                "Exploring %s: %,d schedules, %,.0f per second; %s, %s%n",
                test,
                progress.schedules(),
                seconds == 0 ? 0 : progress.schedules() / seconds,
                progress.level().words(),
                words(progress.strategy()));
    }

    private static String words(Strategy strategy) {
        return switch (strategy) {
            case RANDOM -> "at random";
            case PCT -> "at random with priorities";
            case REDUCED -> "one of each set of equivalent schedules";
            case BOUNDED -> "all schedules within the preemption limit";
            case EXHAUSTIVE, PORTFOLIO -> "all schedules";
        };
    }
}
