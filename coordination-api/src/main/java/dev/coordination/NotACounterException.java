// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

/**
 * Thrown when the value to increment is not the canonical decimal form of a 64-bit integer (C-09). The value is left unchanged.
 *
 * @since 0.1.0
 */
public final class NotACounterException extends CoordinationException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception without a cause.
     *
     * @param message the message
     * @since 0.1.0
     */
    public NotACounterException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message the message
     * @param cause the cause
     * @since 0.1.0
     */
    public NotACounterException(String message, Throwable cause) {
        super(message, cause);
    }
}
