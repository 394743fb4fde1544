// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

/**
 * Thrown when the backend cannot be reached or refuses to serve (G-06), or when the connection of a subscription was lost
 * (S-12). The call may or may not have taken effect; it was not retried.
 *
 * @since 0.1.0
 */
public final class CoordinationUnavailableException extends CoordinationException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception without a cause.
     *
     * @param message the message
     * @since 0.1.0
     */
    public CoordinationUnavailableException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message the message
     * @param cause the cause
     * @since 0.1.0
     */
    public CoordinationUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
