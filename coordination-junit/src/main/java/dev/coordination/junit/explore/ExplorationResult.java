// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The result of an exploration.
 *
 * @param verdict the verdict of the last level
 * @param summary the verdict in words, in one line, such as {@code proved for every schedule (64 schedules, 12 ms)}
 * @param failure the failure, if a schedule failed
 * @param levels the levels that were explored, in order
 * @param coverage the faults that were injected, sorted by call and then by kind
 * @param neverTrue the descriptions of the conditions that should hold {@linkplain Nodes#sometimes sometimes}, but never did;
 *     empty for a replay or a failure
 * @param longest the number of steps of the longest schedule
 * @param elapsed the duration of the exploration
 * @since 0.1.0
 */
public record ExplorationResult(
        Verdict verdict,
        String summary,
        Optional<ScheduleFailure> failure,
        List<LevelResult> levels,
        List<Coverage> coverage,
        List<String> neverTrue,
        int longest,
        Duration elapsed) {

    /**
     * Creates a result.
     *
     * @param verdict the verdict
     * @param summary the verdict in words
     * @param failure the failure, if a schedule failed
     * @param levels the levels
     * @param coverage the faults that were injected
     * @param neverTrue the conditions that never held
     * @param longest the number of steps of the longest schedule
     * @param elapsed the duration of the exploration
     * @since 0.1.0
     */
    public ExplorationResult {
        levels = List.copyOf(levels);
        coverage = List.copyOf(coverage);
        neverTrue = List.copyOf(neverTrue);
    }

    /**
     * Returns the number of schedules that were run to the end, on all levels.
     *
     * @return the number of schedules
     * @since 0.1.0
     */
    public long schedules() {
        return levels.stream().mapToLong(LevelResult::schedules).sum();
    }

    /**
     * Returns the number of schedules that were abandoned as redundant, on all levels.
     *
     * @return the number of schedules
     * @since 0.1.0
     */
    public long redundant() {
        return levels.stream().mapToLong(LevelResult::redundant).sum();
    }

    /** Returns the summary. */
    @Override
    public String toString() {
        return summary;
    }
}
