// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The result of an exploration.
 *
 * @param verdict what was found out; the verdict of the last level
 * @param summary the verdict in words, in one line, such as {@code proved for every schedule (64 schedules, 12 ms)}
 * @param failure the failure, if a schedule fails
 * @param levels the levels that were explored, in order
 * @param coverage the faults that were injected, by call and kind, in that order
 * @param neverTrue the descriptions of the conditions that should hold {@linkplain Nodes#sometimes sometimes}, but never did.
 *     Empty for a replay or a failure
 * @param longest the number of steps of the longest schedule
 * @param elapsed how long the exploration took
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
     * @param verdict what was found out
     * @param summary the verdict in words
     * @param failure the failure, if a schedule fails
     * @param levels the levels
     * @param coverage the faults that were injected
     * @param neverTrue the conditions that never held
     * @param longest the number of steps of the longest schedule
     * @param elapsed how long the exploration took
     * @since 0.1.0
     */
    public ExplorationResult {
        levels = List.copyOf(levels);
        coverage = List.copyOf(coverage);
        neverTrue = List.copyOf(neverTrue);
    }

    /**
     * Returns how many schedules were run to their end, over all levels.
     *
     * @return the number of schedules
     * @since 0.1.0
     */
    public long schedules() {
        return levels.stream().mapToLong(LevelResult::schedules).sum();
    }

    /**
     * Returns how many schedules were given up as redundant, over all levels.
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
