// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import java.time.Duration;
import java.util.Optional;

/**
 * One subscriber's own copy of the messages of its topics, in a bounded buffer.
 *
 * <p>Three things end it: {@link #close}, which drops what is buffered (S-07); falling more than the buffer behind, after
 * which what is buffered is still given and then every call throws {@link SubscriptionOverflowException} (S-08); and the
 * loss of its connection, after which what is buffered is still given and then every call throws
 * {@link CoordinationUnavailableException} (S-12). It never subscribes again by itself, and nothing is lost silently.
 *
 * <p>A subscription that was made with a {@link MessageListener} gives its messages to the listener: {@link #poll} and
 * {@link #next} are then an {@link IllegalStateException}, and {@link #pending} counts what the listener has not yet been
 * called with.
 *
 * <p>Thread-safe: several threads may take messages, each message goes to one of them.
 *
 * @since 0.1.0
 */
public interface Subscription extends AutoCloseable {

    /**
     * Takes the next message without waiting, or returns empty when none is there.
     *
     * <p>A message whose {@code publish} returned before this call is seen by it (S-11, capability
     * {@code POLL_SEES_PUBLISHED}), so "nothing came" can be asserted without waiting.
     *
     * @return the oldest message that was not yet taken
     * @throws SubscriptionOverflowException if messages were lost and what was buffered is taken (S-08)
     * @throws CoordinationUnavailableException if the connection was lost and what was buffered is taken (S-12)
     * @throws CoordinationClosedException if this subscription or its handle is closed (S-07, G-05)
     * @throws IllegalStateException if this subscription has a listener
     * @since 0.1.0
     */
    Optional<Message> poll();

    /**
     * Takes the next message, waiting for one, or returns empty when the timeout has passed (S-06).
     *
     * <p>The timeout runs on the backend's clock (T-01): in memory that is the fake clock, on a real server real time.
     *
     * @param timeout how long to wait; zero or less is {@link #poll}, and any length is allowed
     * @return the oldest message that was not yet taken
     * @throws InterruptedException if the thread is interrupted before or while it waits; no message is taken
     * @throws SubscriptionOverflowException if messages were lost and what was buffered is taken (S-08)
     * @throws CoordinationUnavailableException if the connection was lost and what was buffered is taken (S-12)
     * @throws CoordinationClosedException if this subscription or its handle is closed, before or during the wait (S-07)
     * @throws IllegalStateException if this subscription has a listener
     * @since 0.1.0
     */
    Optional<Message> next(Duration timeout) throws InterruptedException;

    /**
     * Returns how many messages are buffered and not yet taken; as with {@link #poll}, those whose {@code publish}
     * returned before count (S-11).
     *
     * @return the number of buffered messages
     * @throws SubscriptionOverflowException if messages were lost and nothing is buffered any more (S-08)
     * @throws CoordinationUnavailableException if the connection was lost and nothing is buffered any more (S-12)
     * @throws CoordinationClosedException if this subscription or its handle is closed (S-07, G-05)
     * @since 0.1.0
     */
    int pending();

    /**
     * Ends this subscription and drops what is buffered (S-07). Idempotent, and waits for nobody's listener.
     *
     * <p>When it has returned {@code publish} no longer counts this subscription and no call of its listener begins; one
     * that runs may finish. A thread that waits in {@link #next} gets {@link CoordinationClosedException}.
     *
     * @since 0.1.0
     */
    @Override
    void close();
}
