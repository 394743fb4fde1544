// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.time.Duration;

/**
 * The result of an exploration on one level.
 *
 * @param level the level
 * @param verdict the verdict on this level
 * @param schedules the number of schedules that were run to the end
 * @param redundant the number of schedules that were abandoned because they turned out to differ from another schedule only in
 *     the order of independent steps
 * @param elapsed how long the exploration of this level took
 * @since 0.1.0
 */
public record LevelResult(Level level, Verdict verdict, long schedules, long redundant, Duration elapsed) {}
