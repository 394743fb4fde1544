package dev.coordination.memory;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the messages of a buffer to a listener: one at a time, in order, on a thread of the executor (S-09).
 *
 * <p>Does not rely on the executor: it may throw before, after or instead of running a task, run a task twice, or drop it.
 */
final class ListenerLoop {

    private final Buffer buffer;
    private final MessageListener listener;
    private final ListenerCalls calls;
    private final ListenerLoops listeners;

    /** How many times the loop was woken since it last found nothing. */
    private final AtomicInteger wakes = new AtomicInteger();

    /** Odd while a thread delivers messages to the listener; incremented with each change. */
    private final AtomicLong turn = new AtomicLong();

    /** The thread that delivers messages to the listener, or null if there is none. Written by that thread. */
    private volatile @Nullable Thread runner;

    /** Whether the end was reported to the listener, or will not be. Written by the {@link #runner}. */
    private volatile boolean ended;

    private volatile boolean closed;

    ListenerLoop(Buffer buffer, MessageListener listener, ListenerCalls calls, ListenerLoops listeners) {
        this.buffer = buffer;
        this.listener = listener;
        this.calls = calls;
        this.listeners = listeners;
        listeners.add(this);
    }

    /**
     * Makes the running loop look for messages again, or starts one. A task that has not started may be waiting for its turn or
     * may have been dropped, so another one is submitted at the second wake, the fourth, the eighth and so on: a slow executor
     * gets few, and an executor that drops tasks eventually gets one that it runs.
     */
    void wake() {
        int woken = wakes.incrementAndGet();
        if (!isRunning() && Integer.bitCount(woken) == 1) {
            submit();
        }
    }

    private void submit() {
        boolean interrupted = Thread.interrupted(); // An interrupt of the publisher must not fail the executor (G-09).
        try {
            calls.executor().execute(() -> ListenerCalls.isolated(this::run));
        } catch (Throwable e) {
            wakes.set(0); // Buffered messages stay there, and the next message tries again.
            if (!buffer.isClosed()) {
                ListenerCalls.isolated(() -> calls.failed(e));
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        do {
            long before = turn.get();
            if (isOdd(before) || !turn.compareAndSet(before, before + 1)) {
                return; // Another thread runs this, and sees the wake.
            }
            runner = Thread.currentThread();
            try {
                int seen;
                do {
                    seen = wakes.get();
                    giveAll();
                } while (!wakes.compareAndSet(seen, 0));
            } finally {
                runner = null;
                turn.incrementAndGet();
                rest();
            }
        } while (wakes.get() != 0); // Woken after the last look, by a thread that still saw this one running.
    }

    private static boolean isOdd(long turn) {
        return (turn & 1) == 1;
    }

    private boolean isRunning() {
        return isOdd(turn.get());
    }

    private void rest() {
        if (closed) {
            listeners.remove(this);
        }
        listeners.tell();
    }

    /** Marks the subscription as closed: the backend forgets this listener once its last call has returned. */
    void close() {
        closed = true;
        if (!isRunning()) {
            rest();
        }
    }

    /** Submits the loop again if it has something to deliver, in case the executor refused or dropped it before. */
    void submitIfBehind() {
        if (isBehind() && !isRunning()) {
            submit();
        }
    }

    private boolean isBehind() {
        return !ended && buffer.isOpenWithAnswer();
    }

    /**
     * Returns how many times this has started and stopped, or empty if the listener is being called or has something left to
     * receive. If present, everything that was published before has been delivered.
     */
    OptionalLong turnIfAtRest() {
        if (isBehind()) { // First: a message that has left the buffer is being delivered by a turn that has begun.
            return OptionalLong.empty();
        }
        long now = turn.get();
        return isOdd(now) ? OptionalLong.empty() : OptionalLong.of(now);
    }

    /** Returns whether a thread is within a call of this listener. */
    boolean isOn(Thread thread) {
        return runner == thread;
    }

    /** Describes what this listener is doing, and how much it has yet to receive. */
    String describe() {
        Thread thread = runner;
        String doing = thread == null
                ? "is waiting for its executor to run it"
                : "is being called on the thread \"" + thread.getName() + "\"";
        return "the listener of the " + buffer + " " + doing + ", with " + buffer.held() + " more messages to receive";
    }

    /** Attaches the current stack trace of the listener to a failure, if it is being called. */
    void addStackTrace(Throwable failure) {
        Thread thread = runner;
        if (thread != null) {
            Throwable where = new IllegalStateException("the listener of the " + buffer + " is here");
            where.setStackTrace(thread.getStackTrace());
            failure.addSuppressed(where);
        }
    }

    @Override
    public String toString() {
        return buffer.toString();
    }

    private void giveAll() {
        while (!ended) {
            Message message;
            try {
                message = buffer.poll();
            } catch (CoordinationClosedException e) {
                ended = true;
                return;
            } catch (CoordinationException e) {
                ended = true;
                calls.guard(() -> listener.onEnd(e));
                return;
            }
            if (message == null) {
                return;
            }
            give(message);
        }
    }

    private void give(Message message) {
        calls.guard(() -> listener.onMessage(message));
    }
}
