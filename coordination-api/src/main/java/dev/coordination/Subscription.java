// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import java.time.Duration;
import java.util.Optional;

/**
 * A subscription to one or more topics. It has its own copy of each message, in a bounded buffer.
 *
 * <p>A subscription ends in one of three ways:
 *
 * <ul>
 *   <li>{@link #close} drops the buffered messages (S-07);
 *   <li>if it falls behind by more than its buffer, the buffered messages can still be taken, and then every call except
 *       {@code close} throws a {@link SubscriptionOverflowException} (S-08);
 *   <li>if its connection is lost, the buffered messages can still be taken, and then every call except {@code close}
 *       throws a {@link CoordinationUnavailableException} (S-12).
 * </ul>
 *
 * <p>A subscription never resubscribes by itself, and no message is lost silently.
 *
 * <p>A subscription with a {@link MessageListener} passes its messages to the listener: {@link #poll} and {@link #next}
 * throw an {@link IllegalStateException}, and {@link #pending} counts the messages that the listener has not yet been
 * called with.
 *
 * <p>Thread-safe. Only {@link #next} is interruptible (G-09). If several threads take messages, each message goes to one of
 * them.
 *
 * @since 0.1.0
 */
public interface Subscription extends AutoCloseable {

    /**
     * Takes the next message, or returns empty if there is none. Does not wait for a message.
     *
     * <p>This call sees every message whose {@code publish} returned before it (S-11, capability
     * {@code POLL_SEES_PUBLISHED}). So a test can assert, without waiting, that no message was published.
     *
     * @return the oldest message that has not been taken
     * @throws SubscriptionOverflowException if messages were lost and no buffered messages are left (S-08)
     * @throws CoordinationUnavailableException if the connection was lost and no buffered messages are left (S-12)
     * @throws CoordinationClosedException if this subscription or its handle is closed (S-07, G-05)
     * @throws IllegalStateException if this subscription has a listener
     * @since 0.1.0
     */
    Optional<Message> poll();

    /**
     * Takes the next message, waiting for one if necessary, or returns empty if the timeout passes (S-06).
     *
     * <p>The timeout is measured by the backend's clock (T-01): by the fake clock of an in-memory backend, or in real time
     * on a real server.
     *
     * @param timeout how long to wait; of any length. Zero or less means {@link #poll}
     * @return the oldest message that has not been taken
     * @throws InterruptedException if the thread is interrupted before or while it waits; no message is taken
     * @throws SubscriptionOverflowException if messages were lost and no buffered messages are left (S-08)
     * @throws CoordinationUnavailableException if the connection was lost and no buffered messages are left (S-12)
     * @throws CoordinationClosedException if this subscription or its handle is closed, before or during the wait (S-07)
     * @throws IllegalStateException if this subscription has a listener
     * @since 0.1.0
     */
    Optional<Message> next(Duration timeout) throws InterruptedException;

    /**
     * Returns the number of messages that have not been taken. Like {@link #poll}, this call sees every message whose
     * {@code publish} returned before it (S-11).
     *
     * @return the number of buffered messages
     * @throws SubscriptionOverflowException if messages were lost and no buffered messages are left (S-08)
     * @throws CoordinationUnavailableException if the connection was lost and no buffered messages are left (S-12)
     * @throws CoordinationClosedException if this subscription or its handle is closed (S-07, G-05)
     * @since 0.1.0
     */
    int pending();

    /**
     * Ends this subscription and drops its buffered messages (S-07). Idempotent. Does not wait for a listener.
     *
     * <p>After this method has returned, {@code publish} no longer counts this subscription and no call to its listener
     * begins; a call that is running may finish. A thread that waits in {@link #next} gets a
     * {@link CoordinationClosedException}.
     *
     * @since 0.1.0
     */
    @Override
    void close();
}
