// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.Arguments;
import java.time.Instant;

/**
 * A task that is waiting to run on a scheduler of a {@link FakeClock}.
 *
 * @param due when the task is due; {@link Instant#MAX} if it is due later than that
 * @param scheduler the name of its scheduler, or its number if it has no name
 * @param periodic whether the task runs repeatedly
 * @since 0.1.0
 */
public record PendingTask(Instant due, String scheduler, boolean periodic) {

    /**
     * Creates a description of a task.
     *
     * @param due when the task is due
     * @param scheduler the name of its scheduler
     * @param periodic whether the task runs repeatedly
     * @since 0.1.0
     */
    public PendingTask {
        Arguments.notNull(due, "due");
        Arguments.notNull(scheduler, "scheduler");
    }
}
