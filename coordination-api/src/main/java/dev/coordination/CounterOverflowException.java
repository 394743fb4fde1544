// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

/**
 * An increment would have left the 64-bit range (C-10); nothing changed.
 *
 * @since 0.1.0
 */
public final class CounterOverflowException extends CoordinationException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception without a cause.
     *
     * @param message what happened
     * @since 0.1.0
     */
    public CounterOverflowException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message what happened
     * @param cause why
     * @since 0.1.0
     */
    public CounterOverflowException(String message, Throwable cause) {
        super(message, cause);
    }
}
