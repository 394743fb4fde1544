// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

/**
 * Receives the messages of one subscription.
 *
 * <p>Called with one message at a time, in order (S-09), on a thread that holds no lock of the adapter. A listener may
 * publish, subscribe, and close subscriptions, including its own. A listener that blocks does not block others: its messages
 * are buffered until the buffer overflows (S-08).
 *
 * <p>Each call starts with the interrupt status cleared. If a call leaves the thread interrupted, the interrupt status is
 * cleared when the call ends, so that it affects neither the next call, nor another listener, nor the publisher.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface MessageListener {

    /**
     * Called with each message. An exception that this method throws is passed to the error handler of the adapter, and
     * does not prevent the delivery of the next message.
     *
     * @param message the message
     * @since 0.1.0
     */
    void onMessage(Message message);

    /**
     * Called once, after the last message, if the subscription ends for any reason other than {@link Subscription#close}. Does
     * nothing unless overridden.
     *
     * @param cause a {@link SubscriptionOverflowException} (S-08) or a {@link CoordinationUnavailableException} (S-12)
     * @since 0.1.0
     */
    default void onEnd(CoordinationException cause) {}
}
