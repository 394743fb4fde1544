// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when an exploration fails: because a schedule fails, because less was proved than required, or because a condition that
 * should hold {@linkplain Nodes#sometimes sometimes} never did. If a schedule fails, the message contains its timeline and its
 * token.
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
     * Returns the result of the exploration. The result is lost when the error is serialized.
     *
     * @return the result
     * @since 0.1.0
     */
    public ExplorationResult result() {
        return result;
    }
}
