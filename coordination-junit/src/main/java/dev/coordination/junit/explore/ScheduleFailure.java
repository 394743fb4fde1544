// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/**
 * A schedule in which a program fails, after the exploration has simplified it as far as it could.
 *
 * @param cause what the program has thrown, or an error that describes what the exploration has noticed, such as a deadlock
 * @param level the lowest level that contains this schedule
 * @param timeline what happened, as a table in plain text with a column for each node
 * @param token the schedule, to be passed to {@link Exploration#replay} with otherwise the same options; the token of a
 *     {@link FaultCase} is only for {@link Exploration#everyFault}
 * @param schedule the number of the schedule that failed first, counted from 1 across all levels
 * @param deterministic whether the program failed in the same way when this schedule was run again
 * @param note further information about the failure, such as the first step that differed; empty if there is none
 * @since 0.1.0
 */
public record ScheduleFailure(
        Throwable cause,
        Level level,
        String timeline,
        String token,
        long schedule,
        boolean deterministic,
        String note) {}
