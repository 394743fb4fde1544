// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.time.Duration;

/**
 * The progress of an exploration.
 *
 * @param level the level that is being explored
 * @param strategy the strategy that is choosing schedules, which is never {@link Strategy#PORTFOLIO}
 * @param schedules the number of schedules that have been run so far, on all levels
 * @param elapsed how long the exploration has been running
 * @see Exploration#onProgress
 * @since 0.1.0
 */
public record ExplorationProgress(Level level, Strategy strategy, long schedules, Duration elapsed) {}
