// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

/**
 * Thrown when a call fails; subclasses say why. An exception of this class itself reports an unexpected error of the backend,
 * such as a key of the wrong type under a name that the adapter uses.
 *
 * @since 0.1.0
 */
public class CoordinationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception without a cause.
     *
     * @param message the message
     * @since 0.1.0
     */
    public CoordinationException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message the message
     * @param cause the cause
     * @since 0.1.0
     */
    public CoordinationException(String message, Throwable cause) {
        super(message, cause);
    }
}
