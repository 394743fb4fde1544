// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.spi.Inbox;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the messages of a subscription to its listener, one at a time and in order, on a thread of the executor (S-09).
 *
 * <p>The executor need not be reliable: it may throw before, after or instead of running a task, run a task twice, or drop it.
 */
final class ListenerLoop {

    private final Inbox inbox;
    private final MessageListener listener;
    private final ListenerCalls calls;
    private final ListenerLoops listeners;

    /** The number of times that the loop has been woken since it last found nothing to deliver. */
    private final AtomicInteger wakes = new AtomicInteger();

    /**
     * Incremented when a thread begins to deliver messages and again when it stops, and therefore odd while it delivers
     * them.
     */
    private final AtomicLong turns = new AtomicLong();

    /** The thread that is delivering messages, or null if there is none. Written by that thread. */
    private volatile @Nullable Thread runner;

    /**
     * Whether the end of the subscription has been reported to the listener, or never will be. Written by the
     * {@link #runner}.
     */
    private volatile boolean ended;

    private volatile boolean closed;

    ListenerLoop(Inbox inbox, MessageListener listener, ListenerCalls calls, ListenerLoops listeners) {
        this.inbox = inbox;
        this.listener = listener;
        this.calls = calls;
        this.listeners = listeners;
        listeners.add(this);
    }

    /**
     * Makes the running loop check for messages again, or submits a task that runs the loop. A task that has not started may be
     * queued or may have been dropped, so another one is submitted at the second wake, the fourth, the eighth and so on. Thus a
     * slow executor gets few tasks, and an executor that drops some eventually gets one that it runs.
     */
    void wake() {
        int woken = wakes.incrementAndGet();
        if (!isRunning() && Integer.bitCount(woken) == 1) {
            submit();
        }
    }

    private void submit() {
        boolean interrupted =
                Thread.interrupted(); // The executor must not fail because the publisher was interrupted (G-09).
        try {
            calls.executor().execute(() -> ListenerCalls.withoutInterrupts(this::run));
        } catch (Throwable e) {
            wakes.set(0); // The messages stay buffered, and the next message triggers another attempt.
            if (!inbox.isClosed()) {
                ListenerCalls.withoutInterrupts(() -> calls.failed(e));
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        do {
            long before = turns.get();
            if (isOdd(before) || !turns.compareAndSet(before, before + 1)) {
                return; // Another thread is running the loop, and will notice the wake.
            }
            runner = Thread.currentThread();
            try {
                int seen;
                do {
                    seen = wakes.get();
                    deliverAll();
                } while (!wakes.compareAndSet(seen, 0));
            } finally {
                runner = null;
                turns.incrementAndGet();
                afterRun();
            }
        } while (wakes.get() != 0); // Woken after the last check, by a thread that saw this one still running.
    }

    private static boolean isOdd(long number) {
        return (number & 1) == 1;
    }

    private boolean isRunning() {
        return isOdd(turns.get());
    }

    private void afterRun() {
        if (closed) {
            listeners.remove(this);
        }
        listeners.signalIdle();
    }

    /** Records that the subscription is closed. The backend forgets this listener once its last call has returned. */
    void close() {
        closed = true;
        if (!isRunning()) {
            afterRun();
        }
    }

    /** Submits a task if there is something to deliver, in case the executor rejected or dropped an earlier one. */
    void submitIfBehind() {
        if (hasUndelivered() && !isRunning()) {
            submit();
        }
    }

    private boolean hasUndelivered() {
        return !ended && inbox.isReady();
    }

    /**
     * Returns how many times this loop has started or stopped, or empty if the listener is being called or has something
     * left to receive. If a number is returned, everything that was published before this call has been delivered.
     */
    OptionalLong turnsIfIdle() {
        if (hasUndelivered()) { // Checked first, because only a running loop takes messages from the inbox.
            return OptionalLong.empty();
        }
        long now = turns.get();
        return isOdd(now) ? OptionalLong.empty() : OptionalLong.of(now);
    }

    /** Returns whether a thread is calling this listener. */
    boolean isOn(Thread thread) {
        return runner == thread;
    }

    /** Describes what this listener is doing, and how much it has yet to receive. */
    String describe() {
        Thread thread = runner;
        String doing = thread == null
                ? "is waiting for its executor to run it"
                : "is being called on the thread \"" + thread.getName() + "\"";
        return "the listener of the " + inbox + " " + doing + "; messages left to receive: " + inbox.size();
    }

    /** Adds the current stack trace of the listener to a failure, if the listener is being called. */
    void addStackTrace(Throwable failure) {
        Thread thread = runner;
        if (thread != null) {
            Throwable where = new IllegalStateException("the listener of the " + inbox + " is here");
            where.setStackTrace(thread.getStackTrace());
            failure.addSuppressed(where);
        }
    }

    @Override
    public String toString() {
        return inbox.toString();
    }

    private void deliverAll() {
        while (!ended) {
            Optional<Message> message;
            try {
                message = inbox.poll();
            } catch (CoordinationClosedException e) {
                ended = true;
                return;
            } catch (CoordinationException e) {
                ended = true;
                calls.guard(() -> listener.onEnd(e));
                return;
            }
            if (message.isEmpty()) {
                return;
            }
            deliver(message.get());
        }
    }

    private void deliver(Message message) {
        calls.guard(() -> listener.onMessage(message));
    }
}
