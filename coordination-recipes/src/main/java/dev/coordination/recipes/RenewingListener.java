// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.CoordinationException;
import dev.coordination.Message;

/**
 * Receives the messages of a {@link RenewingSubscription}, and is told where messages may be missing. Its methods are called one
 * at a time.
 *
 * @since 0.1.0
 */
public interface RenewingListener {

    /**
     * Called with each message, in order.
     *
     * @param message the message
     * @throws Exception to be passed to the error handler; the next message is still delivered (E-57)
     * @since 0.1.0
     */
    void onMessage(Message message) throws Exception;

    /**
     * Called when the subscription is live again, after messages may have been missed. No older message follows, and newer ones
     * wait until this method has returned. So reload here what the messages are about.
     *
     * @throws Exception to be passed to the error handler; the subscription is then renewed, and this method called again, after
     *     the retry period (E-56)
     * @since 0.1.0
     */
    void onGap() throws Exception;

    /**
     * Called when the subscription was lost, or could not be made when it was started. Messages may be missed until
     * {@link #onGap} is called. Does nothing unless overridden.
     *
     * @param cause a {@link dev.coordination.SubscriptionOverflowException} (S-08), or a
     *     {@link dev.coordination.CoordinationUnavailableException} (S-12)
     * @throws Exception to be passed to the error handler
     * @since 0.1.0
     */
    default void onLost(CoordinationException cause) throws Exception {}
}
