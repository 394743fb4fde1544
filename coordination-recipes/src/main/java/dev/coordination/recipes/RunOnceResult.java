// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

/**
 * What became of a task that was given to {@link RunOnce#run}.
 *
 * @since 0.1.0
 */
public enum RunOnceResult {

    /** The task has ended, and the lock was held until then. */
    COMPLETED,

    /** The task was started, but lost its lock before it ended. Another run may have begun meanwhile. */
    LOST,

    /** The task was not started, because the lock was held, or was granted too late. */
    NOT_RUN
}
