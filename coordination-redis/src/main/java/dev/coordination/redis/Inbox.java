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

/** What a subscription has received and not yet given away: a bounded buffer that never blocks who fills it. */
final class Inbox {

    private final String subscription;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by {@link #lock}. */
    private final ArrayDeque<Message> messages = new ArrayDeque<>();

    /** What every call throws once the messages are taken. Guarded by {@link #lock}. */
    private @Nullable Supplier<CoordinationException> end;

    /** Guarded by {@link #lock}. */
    private boolean closed;

    Inbox(String subscription, int capacity) {
        this.subscription = subscription;
        this.capacity = capacity;
    }

    /** Takes in a message; the first for which there is no room ends the subscription (S-08). */
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

    /** Ends the subscription after what is buffered, unless it has ended already. */
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

    /** Drops what is buffered and wakes whoever waits (S-07); returns whether this call did. */
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

    /** Whether no message can come any more: it was closed, it overflowed, or its connection was lost. */
    boolean isOver() {
        lock.lock();
        try {
            return closed || end != null;
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many messages are buffered; throws how the subscription ended if none are. */
    int size() {
        lock.lock();
        try {
            if (messages.isEmpty()) {
                checkNotOver();
            }
            return messages.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a message; throws how the subscription ended if none are buffered. */
    Optional<Message> take() {
        lock.lock();
        try {
            return takeLocked();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a message, waiting for one; throws how the subscription ended once none are buffered. */
    Optional<Message> take(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            Optional<Message> message = takeLocked();
            while (message.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
                message = takeLocked();
            }
            return message;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Message> takeLocked() {
        Message message = messages.poll();
        if (message == null) {
            checkNotOver();
        }
        return Optional.ofNullable(message);
    }

    private void checkNotOver() {
        if (closed) {
            throw new CoordinationClosedException(subscription + " is closed (S-07)");
        }
        if (end != null) {
            throw end.get();
        }
    }
}
