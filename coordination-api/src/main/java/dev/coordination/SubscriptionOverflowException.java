// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

/**
 * Thrown when a subscription has fallen behind by more than its buffer, so that messages were lost, and no buffered
 * messages are left (S-08). Close the subscription, subscribe again, and reload the data that the messages are about.
 *
 * @since 0.1.0
 */
public final class SubscriptionOverflowException extends CoordinationException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception without a cause.
     *
     * @param message the message
     * @since 0.1.0
     */
    public SubscriptionOverflowException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message the message
     * @param cause the cause
     * @since 0.1.0
     */
    public SubscriptionOverflowException(String message, Throwable cause) {
        super(message, cause);
    }
}
