// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Summarizes the result of an exploration in one line. */
final class Summary {

    private Summary() {}

    static String of(Settings settings, Verdict verdict, List<LevelResult> levels, Duration elapsed, String undecided) {
        long schedules = levels.stream().mapToLong(LevelResult::schedules).sum();
        long redundant = levels.stream().mapToLong(LevelResult::redundant).sum();
        String numbers = " (" + number(schedules) + ", " + time(elapsed) + ")";
        if (verdict == Verdict.BOUNDED && !undecided.isEmpty()) {
            return "no schedule failed" + numbers + ", but not every order in which threads acquire a lock was tried: "
                    + undecided;
        }
        return switch (verdict) {
            case PROVED -> "proved for every schedule" + numbers;
            case BOUNDED -> "proved for every schedule with at most " + preemptions(settings.preemptions()) + numbers;
            case NOT_PROVED -> "gave up after " + number(schedules) + ": not proved (" + time(elapsed) + ")";
            case REPLAYED -> "the schedule was run again, and did not fail";
            case FAILED -> "failed in schedule " + (schedules + redundant) + " (" + time(elapsed) + ")";
        };
    }

    private static String preemptions(int number) {
        return number == 1 ? "1 preemption" : number + " preemptions";
    }

    private static String number(long schedules) {
        return schedules == 1 ? "1 schedule" : String.format(Locale.ROOT, "%,d schedules", schedules);
    }

    private static String time(Duration elapsed) {
        long millis = elapsed.toMillis();
        return millis < 10_000 ? millis + " ms" : millis / 1000 + " s";
    }
}
