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
 * Gives the messages of a buffer to a listener: one at a time, in order, on whatever thread the executor has (S-09).
 *
 * <p>Relies on nothing that the executor promises: it may throw before, after or instead of running a task, run one twice, or
 * drop it.
 */
final class ListenerLoop {

    private final Buffer buffer;
    private final MessageListener listener;
    private final ListenerCalls calls;
    private final ListenerLoops listeners;

    /** How often the loop was woken since it last found nothing. */
    private final AtomicInteger wakes = new AtomicInteger();

    /** Odd while a thread gives messages to the listener, and one more with each change. */
    private final AtomicLong turn = new AtomicLong();

    /** The thread that gives messages to the listener, or null when none does. Written by that thread. */
    private volatile @Nullable Thread runner;

    /** Whether the listener was told the end, or will not be told. Written by the {@link #runner}. */
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
     * Lets the loop look for messages: the one that runs, or a new one. A task that does not start may be waiting for its
     * turn or may have been dropped, so another one is submitted at the second wake, the fourth, the eighth and so on: few
     * for an executor that is slow, and one at last for an executor that drops some.
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
            wakes.set(0); // What is buffered stays there, and the next message tries again.
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
        } while (wakes.get() != 0); // Woken after the last look, by a thread that still saw this one run.
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

    /** Lets the backend forget this listener, whose subscription is closed, once its last call has returned. */
    void close() {
        closed = true;
        if (!isRunning()) {
            rest();
        }
    }

    /** Submits the loop again if it has something to give, in case the executor refused or dropped it before. */
    void submitIfBehind() {
        if (isBehind() && !isRunning()) {
            submit();
        }
    }

    private boolean isBehind() {
        return !ended && buffer.isOpenWithAnswer();
    }

    /**
     * Returns how often this has started and stopped, or nothing if the listener is being called or has something to be
     * given. What was published before, it has been given.
     */
    OptionalLong turnIfAtRest() {
        if (isBehind()) { // First: what is no longer in the buffer is being given by a turn that has begun.
            return OptionalLong.empty();
        }
        long now = turn.get();
        return isOdd(now) ? OptionalLong.empty() : OptionalLong.of(now);
    }

    /** Whether a thread is within a call of this listener. */
    boolean isOn(Thread thread) {
        return runner == thread;
    }

    /** Says in words what this listener does, and what it has still to be given. */
    String describe() {
        Thread thread = runner;
        String doing = thread == null
                ? "waits for its executor to run it"
                : "is being called on the thread \"" + thread.getName() + "\"";
        return "the listener of the " + buffer + " " + doing + ", with " + buffer.held() + " more messages to be given";
    }

    /** Attaches to a failure where the listener is, if it is being called. */
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
