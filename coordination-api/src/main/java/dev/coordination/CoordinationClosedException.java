// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

/**
 * Thrown by calls on a handle or subscription that is closed (G-05, S-07).
 *
 * @since 0.1.0
 */
public final class CoordinationClosedException extends CoordinationException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception without a cause.
     *
     * @param message the message
     * @since 0.1.0
     */
    public CoordinationClosedException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message the message
     * @param cause the cause
     * @since 0.1.0
     */
    public CoordinationClosedException(String message, Throwable cause) {
        super(message, cause);
    }
}
