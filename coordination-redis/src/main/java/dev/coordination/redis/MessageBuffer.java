// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.SubscriptionOverflowException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The messages that a subscription has received and nobody has taken yet, and how the subscription ended. Never makes
 * the thread that reads from the connection wait for space.
 */
final class MessageBuffer {

    private final String subscription;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by {@link #lock}. */
    private final ArrayDeque<Message> messages = new ArrayDeque<>();

    /**
     * Supplies the exception that {@link #size}, {@link #poll} and {@link #next} throw when no messages are left and the
     * subscription is not {@link #closed}; null until it overflows or is lost. Guarded by {@link #lock}.
     */
    private @Nullable Supplier<CoordinationException> end;

    /** Guarded by {@link #lock}. */
    private boolean closed;

    MessageBuffer(String subscription, int capacity) {
        this.subscription = subscription;
        this.capacity = capacity;
    }

    /** Appends a message, or ends the subscription if the buffer is full (S-08). */
    void offer(Message message) {
        lock.lock();
        try {
            if (closed || end != null) {
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

    /** Ends the subscription, unless it has already ended. The buffered messages can still be taken. */
    void end(Supplier<CoordinationException> cause) {
        lock.lock();
        try {
            if (end == null) {
                end = cause;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Drops the buffered messages and wakes all waiting threads (S-07). Returns whether this call closed the subscription. */
    boolean close() {
        lock.lock();
        try {
            boolean first = !closed;
            closed = true;
            messages.clear();
            changed.signalAll();
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the subscription was closed, overflowed, or lost its connection. */
    boolean hasEnded() {
        lock.lock();
        try {
            return closed || end != null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns how many messages are buffered. If there are none and the subscription has ended, throws the exception that
     * ended it.
     */
    int size() {
        lock.lock();
        try {
            if (messages.isEmpty()) {
                checkNotEnded();
            }
            return messages.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the oldest message. If there is none and the subscription has ended, throws the exception that ended it. */
    Optional<Message> poll() {
        lock.lock();
        try {
            return take();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the oldest message, waiting for one if necessary. If there is none and the subscription has ended, throws the
     * exception that ended it.
     */
    Optional<Message> next(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            Optional<Message> message = take();
            while (message.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
                message = take();
            }
            return message;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Message> take() {
        Message message = messages.poll();
        if (message == null) {
            checkNotEnded();
        }
        return Optional.ofNullable(message);
    }

    private void checkNotEnded() {
        if (closed) {
            throw new CoordinationClosedException(subscription + " is closed (S-07)");
        }
        if (end != null) {
            throw end.get();
        }
    }
}
