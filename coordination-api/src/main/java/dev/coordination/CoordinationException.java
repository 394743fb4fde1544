// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

/**
 * A call on a coordination failed; subclasses say why. One of this very class is a fault of the backend that has no better
 * name, such as a key of another type under a name that the adapter uses.
 *
 * @since 0.1.0
 */
public class CoordinationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception without a cause.
     *
     * @param message what happened
     * @since 0.1.0
     */
    public CoordinationException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message what happened
     * @param cause why
     * @since 0.1.0
     */
    public CoordinationException(String message, Throwable cause) {
        super(message, cause);
    }
}
