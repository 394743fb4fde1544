// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.time.Duration;

/**
 * How far an exploration has come.
 *
 * @param level the level that is being explored
 * @param strategy how schedules are being chosen: any strategy but {@link Strategy#PORTFOLIO}
 * @param schedules how many schedules have been run so far, over all levels
 * @param elapsed how long the exploration has been running
 * @see Exploration#onProgress
 * @since 0.1.0
 */
public record ExplorationProgress(Level level, Strategy strategy, long schedules, Duration elapsed) {}
