// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

/**
 * Receives the messages of one subscription.
 *
 * <p>Called one message at a time and in order (S-09), on a thread of the adapter, never on one that holds a lock of it. It
 * may publish, subscribe and close, its own subscription too. A listener that blocks blocks nobody else: its messages
 * gather in the buffer until that overflows (S-08).
 *
 * <p>Each call starts with the interrupt status cleared. An interrupt that a call leaves behind is cleared when the call ends:
 * it reaches neither the next call, nor another listener, nor the thread that publishes.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface MessageListener {

    /**
     * Called with each message. What it throws goes to the adapter's error handler and does not stop the next message.
     *
     * @param message the message
     * @since 0.1.0
     */
    void onMessage(Message message);

    /**
     * Called once, after the last message, when the subscription ended otherwise than by being closed; does nothing
     * unless overridden.
     *
     * @param cause a {@link SubscriptionOverflowException} (S-08) or a {@link CoordinationUnavailableException} (S-12)
     * @since 0.1.0
     */
    default void onEnd(CoordinationException cause) {}
}
