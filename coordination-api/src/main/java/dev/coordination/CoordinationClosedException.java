// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

/**
 * The handle or the subscription was closed (G-05, S-07).
 *
 * @since 0.1.0
 */
public final class CoordinationClosedException extends CoordinationException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception without a cause.
     *
     * @param message what happened
     * @since 0.1.0
     */
    public CoordinationClosedException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message what happened
     * @param cause why
     * @since 0.1.0
     */
    public CoordinationClosedException(String message, Throwable cause) {
        super(message, cause);
    }
}
