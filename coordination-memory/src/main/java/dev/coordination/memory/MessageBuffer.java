// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.Arguments;
import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Message;
import dev.coordination.SubscriptionOverflowException;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The messages that a subscription has received but not yet taken, and how the subscription ended. */
final class MessageBuffer {

    private final TimeSource time;
    private final int capacity;
    private final String subscription;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by {@link #lock}. */
    private final Queue<Message> messages = new ArrayDeque<>();

    /** Supplies the exception that ends the subscription; null while it is open. Guarded by {@link #lock}. */
    private @Nullable Supplier<CoordinationException> end;

    /** Guarded by {@link #lock}. */
    private boolean closed;

    MessageBuffer(TimeSource time, int capacity, Set<Topic> topics) {
        this.time = time;
        this.capacity = capacity;
        this.subscription = "subscription to " + Arguments.quoted(topics);
    }

    /** Appends a message, or ends the subscription with an overflow if the buffer is full (S-08). */
    void offer(Message message) {
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

    /** Ends the subscription as if its connection were lost, unless it has already ended. */
    void lose() {
        lock.lock();
        try {
            if (end == null) {
                end = () -> new CoordinationUnavailableException(
                        subscription + " has lost its connection (S-12): close it and subscribe again");
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes the subscription, even if it has already ended, and drops the buffered messages (S-07). */
    void close() {
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

    /** Removes and returns the oldest message, or returns null if there is none. */
    @Nullable
    Message poll() {
        lock.lock();
        try {
            return take();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Removes and returns the oldest message, and waits for one if there is none. Returns null when the timeout has passed. A
     * timeout of zero or less does not wait (S-06).
     */
    @Nullable
    Message next(Duration timeout) throws InterruptedException {
        if (timeout.isZero() || timeout.isNegative()) {
            return poll();
        }
        lock.lockInterruptibly();
        try {
            time.await(lock, changed, this::hasAnswer, time.nanosAfter(timeout));
            return take();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasAnswer() {
        return !messages.isEmpty() || end != null;
    }

    private @Nullable Message take() {
        Message message = messages.poll();
        if (message == null && end != null) {
            throw end.get();
        }
        return message;
    }

    /** Drops the buffered messages. If the subscription has ended, it stays ended. */
    void clear() {
        lock.lock();
        try {
            messages.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether there is a message, or an end other than closing, to report. */
    boolean isOpenWithAnswer() {
        lock.lock();
        try {
            return !closed && hasAnswer();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of buffered messages, even if the subscription has ended. */
    int held() {
        lock.lock();
        try {
            return messages.size();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    int size() {
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

    @Override
    public String toString() {
        return subscription;
    }
}
