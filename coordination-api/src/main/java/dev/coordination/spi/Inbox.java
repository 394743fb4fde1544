// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spi;

import dev.coordination.Arguments;
import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Message;
import dev.coordination.SubscriptionOverflowException;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The messages that a subscription has received but that have not been taken, and how the subscription ended. An adapter
 * calls {@link #offer} with each message that it receives, and implements {@link dev.coordination.Subscription} with the
 * other methods.
 *
 * <p>An inbox ends in one of three ways. Once no messages are left, {@link #poll}, {@link #next} and {@link #pending} throw
 * an exception:
 *
 * <ul>
 *   <li>closed: {@link #close} drops the messages; the exception is a {@link CoordinationClosedException} (S-07);
 *   <li>overflowed: a message is offered to a full inbox. The messages in it can still be taken; the exception is a
 *       {@link SubscriptionOverflowException} (S-08);
 *   <li>unavailable: after {@link #lose}, the messages can still be taken; the exception is a
 *       {@link CoordinationUnavailableException} (S-12).
 * </ul>
 *
 * <p>The first end counts, except that an inbox that overflowed or is unavailable can still be closed.
 *
 * <p>Thread-safe. If several threads take messages, each message goes to one of them. Only {@link #next} waits, and only it is
 * affected by interrupts (G-09).
 *
 * @since 0.1.0
 */
public final class Inbox implements AutoCloseable {

    private final int capacity;
    private final String subscription;
    private final WaitStrategy waiting;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by {@link #lock}. */
    private final Queue<Message> messages = new ArrayDeque<>();

    /** Supplies the exception that ends the subscription; null while it is open. Guarded by {@link #lock}. */
    private @Nullable Supplier<CoordinationException> end;

    /** Guarded by {@link #lock}. */
    private boolean closed;

    /**
     * Creates an empty inbox whose {@link #next} waits in real time.
     *
     * @param capacity how many messages it holds; positive
     * @param topics the topics of the subscription, for exception messages
     * @throws IllegalArgumentException if the capacity is not positive
     * @since 0.1.0
     */
    public Inbox(int capacity, Collection<Topic> topics) {
        this(capacity, topics, WaitStrategy.realTime());
    }

    /**
     * Creates an empty inbox.
     *
     * @param capacity how many messages it holds; positive
     * @param topics the topics of the subscription, for exception messages
     * @param waiting how {@link #next} waits
     * @throws IllegalArgumentException if the capacity is not positive
     * @since 0.1.0
     */
    public Inbox(int capacity, Collection<Topic> topics, WaitStrategy waiting) {
        if (capacity <= 0) {
            throw new IllegalArgumentException("capacity must be positive (S-08), but was " + capacity);
        }
        this.capacity = capacity;
        this.subscription = "subscription to " + Arguments.quoted(topics);
        this.waiting = Arguments.notNull(waiting, "waiting");
    }

    /**
     * Appends a message, or ends the inbox with an overflow if it is full (S-08). Does nothing if the inbox has ended.
     * Never waits for a subscriber.
     *
     * @param message the message
     * @since 0.1.0
     */
    public void offer(Message message) {
        Arguments.notNull(message, "message");
        lock.lock();
        try {
            if (end != null) {
                return;
            }
            if (messages.size() < capacity) {
                messages.add(message);
            } else {
                end = () -> new SubscriptionOverflowException(subscription + " fell behind by more than its buffer of "
                        + capacity + " messages and lost some (S-08): close it and subscribe again");
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the inbox because the connection of its subscription is lost (S-12), unless it has already ended.
     *
     * @param cause the exception to report as the cause of the exceptions that later calls throw; null if there is none
     * @since 0.1.0
     */
    public void lose(@Nullable Throwable cause) {
        lock.lock();
        try {
            if (end == null) {
                end = () -> unavailable(cause);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private CoordinationUnavailableException unavailable(@Nullable Throwable cause) {
        String message = subscription + " has lost its connection (S-12): close it and subscribe again";
        return cause == null
                ? new CoordinationUnavailableException(message)
                : new CoordinationUnavailableException(message, cause);
    }

    /**
     * Closes the inbox, even if it has already ended, and drops the messages (S-07). Threads that wait in {@link #next} get a
     * {@link CoordinationClosedException}. Idempotent.
     *
     * @since 0.1.0
     */
    @Override
    public void close() {
        lock.lock();
        try {
            messages.clear();
            closed = true;
            end = () -> new CoordinationClosedException(subscription + " is closed (S-07)");
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the oldest message, or returns empty if there is none. Does not wait.
     *
     * @return the message
     * @throws CoordinationClosedException if the inbox is closed (S-07)
     * @throws SubscriptionOverflowException if the inbox has overflowed and no messages are left (S-08)
     * @throws CoordinationUnavailableException if the connection is lost and no messages are left (S-12)
     * @since 0.1.0
     */
    public Optional<Message> poll() {
        lock.lock();
        try {
            return take();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the oldest message, waiting for one if there is none, or returns empty if the timeout passes (S-06).
     *
     * @param timeout how long to wait; of any length. Zero or less means {@link #poll}, which ignores interrupts
     * @return the message
     * @throws InterruptedException if the thread is interrupted before or while it waits; no message is taken
     * @throws CoordinationClosedException if the inbox is closed, before or during the wait (S-07)
     * @throws SubscriptionOverflowException if the inbox has overflowed and no messages are left (S-08)
     * @throws CoordinationUnavailableException if the connection is lost and no messages are left (S-12)
     * @since 0.1.0
     */
    public Optional<Message> next(Duration timeout) throws InterruptedException {
        if (Arguments.notNull(timeout, "timeout").isZero() || timeout.isNegative()) {
            return poll();
        }
        lock.lockInterruptibly();
        try {
            waiting.await(lock, changed, this::hasAnswer, timeout);
            return take();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasAnswer() {
        return !messages.isEmpty() || end != null;
    }

    private Optional<Message> take() {
        Message message = messages.poll();
        if (message == null && end != null) {
            throw end.get();
        }
        return Optional.ofNullable(message);
    }

    /**
     * Returns the number of messages that have not been taken, as {@link dev.coordination.Subscription#pending} does.
     *
     * @return the number of messages
     * @throws CoordinationClosedException if the inbox is closed (S-07)
     * @throws SubscriptionOverflowException if the inbox has overflowed and no messages are left (S-08)
     * @throws CoordinationUnavailableException if the connection is lost and no messages are left (S-12)
     * @since 0.1.0
     */
    public int pending() {
        lock.lock();
        try {
            if (messages.isEmpty() && end != null) {
                throw end.get();
            }
            return messages.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns the number of messages that have not been taken, whether or not the inbox has ended.
     *
     * @return the number of messages
     * @since 0.1.0
     */
    public int size() {
        lock.lock();
        try {
            return messages.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Drops the messages. If the inbox has ended, it stays ended.
     *
     * @since 0.1.0
     */
    public void clear() {
        lock.lock();
        try {
            messages.clear();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns whether there is something to call a listener with: a message, or an end other than {@link #close}.
     *
     * @return whether {@link #poll} would return a message, or throw anything but a {@link CoordinationClosedException}
     * @since 0.1.0
     */
    public boolean isReady() {
        lock.lock();
        try {
            return !closed && hasAnswer();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns whether the inbox was closed. An inbox that overflowed or is unavailable is not closed.
     *
     * @return whether {@link #close} was called
     * @since 0.1.0
     */
    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Returns a description that names the topics, such as {@code subscription to channel "news"}. */
    @Override
    public String toString() {
        return subscription;
    }
}
