// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

/**
 * Thrown when the result of an increment would leave the 64-bit range (C-10). Nothing has changed.
 *
 * @since 0.1.0
 */
public final class CounterOverflowException extends CoordinationException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception without a cause.
     *
     * @param message the message
     * @since 0.1.0
     */
    public CounterOverflowException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message the message
     * @param cause the cause
     * @since 0.1.0
     */
    public CounterOverflowException(String message, Throwable cause) {
        super(message, cause);
    }
}
