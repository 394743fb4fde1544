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
 * What a subscription has received and not yet given away: a bounded buffer that never blocks who fills it, and how it ended.
 *
 * <p>{@link #lock} guards every field; nothing is called while it is held.
 */
final class Inbox {

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Message> messages = new ArrayDeque<>();
    private @Nullable Supplier<CoordinationException> end;
    private boolean closed;
    private boolean silent;
    private long answers;
    private long heardAt = System.nanoTime();

    Inbox(int capacity) {
        this.capacity = capacity;
    }

    /** Takes in a message; the first for which there is no room ends the subscription (S-08). */
    void offer(Message message) {
        lock.lock();
        try {
            heardAt = System.nanoTime();
            if (closed || end != null) {
                return;
            }
            if (messages.size() < capacity) {
                messages.add(message);
            } else {
                end = () ->
                        new SubscriptionOverflowException("the subscription fell more than its buffer of " + capacity
                                + " messages behind, and messages were lost (S-08): close it, subscribe again,"
                                + " and read afresh what they were about");
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Counts an acknowledgement. */
    void answer() {
        lock.lock();
        try {
            heardAt = System.nanoTime();
            answers++;
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
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Notes that nothing will be received any more. */
    void silence() {
        lock.lock();
        try {
            silent = true;
            changed.signalAll();
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

    /** Whether nothing more can come: it was closed, overflowed or lost. */
    boolean isOver() {
        lock.lock();
        try {
            return closed || end != null;
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many messages are buffered; throws how the subscription ended once none are. */
    int size() {
        lock.lock();
        try {
            checkOpen();
            if (messages.isEmpty()) {
                checkEnd();
            }
            return messages.size();
        } finally {
            lock.unlock();
        }
    }

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
        checkOpen();
        Message message = messages.poll();
        if (message == null) {
            checkEnd();
        }
        return Optional.ofNullable(message);
    }

    private void checkOpen() {
        if (closed) {
            throw new CoordinationClosedException("the subscription is closed (S-07): subscribe again");
        }
    }

    private void checkEnd() {
        if (end != null) {
            throw end.get();
        }
    }

    /**
     * Waits for so many acknowledgements in all, and returns false once nothing at all was heard for a time: a connection on
     * which messages still come is slow, not dead.
     */
    boolean awaitAnswers(long count, long quietNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long start = System.nanoTime();
            while (answers < count && !closed && end == null) {
                long since = heardAt - start > 0 ? heardAt : start;
                long left = quietNanos - (System.nanoTime() - since);
                if (left <= 0) {
                    return false;
                }
                changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether so many acknowledgements came in all, or anything else since then. */
    boolean answered(long count, long since) {
        lock.lock();
        try {
            return answers >= count || heardAt - since > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing will be received any more, at most so long. */
    void awaitSilence(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (!silent && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
