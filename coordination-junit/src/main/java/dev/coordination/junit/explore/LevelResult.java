// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.time.Duration;

/**
 * What an exploration has found out at one level.
 *
 * @param level the level
 * @param verdict the verdict on this level
 * @param schedules how many schedules were run to their end
 * @param redundant how many schedules were given up, because they proved to differ only in the order of independent steps from
 *     one that was run
 * @param elapsed how long it took
 * @since 0.1.0
 */
public record LevelResult(Level level, Verdict verdict, long schedules, long redundant, Duration elapsed) {}
