// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Reports that an exploration has failed: a schedule fails, or less is proved than the test requires. The message explains it, and
 * contains the timeline and the token of the schedule.
 *
 * @see Exploration#check
 * @since 0.1.0
 */
public final class ExplorationFailedError extends AssertionError {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient ExplorationResult result;

    ExplorationFailedError(String message, @Nullable Throwable cause, ExplorationResult result) {
        super(message, cause);
        this.result = result;
    }

    /**
     * Returns the result of the exploration. Not available after deserialization.
     *
     * @return the result
     * @since 0.1.0
     */
    public ExplorationResult result() {
        return result;
    }
}
