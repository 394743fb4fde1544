package dev.coordination.memory;

import dev.coordination.Arguments;
import java.time.Instant;

/**
 * A task on a scheduler of a {@link FakeClock} that waits for its instant.
 *
 * @param due when it is due; what is due later than any {@link Instant} shows as {@link Instant#MAX}
 * @param scheduler the name of its scheduler, its number if it was not given one
 * @param periodic whether it is to run again after that
 * @since 0.1.0
 */
public record PendingTask(Instant due, String scheduler, boolean periodic) {

    /**
     * Creates a description of a task.
     *
     * @param due when it is due
     * @param scheduler the name of its scheduler
     * @param periodic whether it is to run again
     * @since 0.1.0
     */
    public PendingTask {
        Arguments.notNull("due", due);
        Arguments.notNull("scheduler", scheduler);
    }
}
