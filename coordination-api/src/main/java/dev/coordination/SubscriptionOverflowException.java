// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

/**
 * The subscription fell more than its buffer behind, messages were lost, and what was buffered before is taken (S-08). Close
 * it, subscribe again, and read afresh what the messages were about.
 *
 * @since 0.1.0
 */
public final class SubscriptionOverflowException extends CoordinationException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception without a cause.
     *
     * @param message what happened
     * @since 0.1.0
     */
    public SubscriptionOverflowException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message what happened
     * @param cause why
     * @since 0.1.0
     */
    public SubscriptionOverflowException(String message, Throwable cause) {
        super(message, cause);
    }
}
