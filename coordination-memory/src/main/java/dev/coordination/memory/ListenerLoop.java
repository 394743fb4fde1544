package dev.coordination.memory;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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

    /** How often the loop was woken since it last found nothing. */
    private final AtomicInteger wakes = new AtomicInteger();

    /** The thread that gives messages to the listener, or null when none does. */
    private final AtomicReference<@Nullable Thread> runner = new AtomicReference<>();

    /** Whether the listener was told the end. Used by the {@link #runner} alone. */
    private boolean ended;

    ListenerLoop(Buffer buffer, MessageListener listener, ListenerCalls calls) {
        this.buffer = buffer;
        this.listener = listener;
        this.calls = calls;
    }

    /**
     * Lets the loop look for messages: the one that runs, or a new one. A task that does not start may be waiting for its
     * turn or may have been dropped, so another one is submitted at the second wake, the fourth, the eighth and so on: few
     * for an executor that is slow, and one at last for an executor that drops some.
     */
    void wake() {
        int woken = wakes.incrementAndGet();
        if (runner.get() == null && Integer.bitCount(woken) == 1) {
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
            if (!runner.compareAndSet(null, Thread.currentThread())) {
                return; // That thread sees the wake.
            }
            try {
                int seen;
                do {
                    seen = wakes.get();
                    giveAll();
                } while (!wakes.compareAndSet(seen, 0));
            } finally {
                runner.set(null);
            }
        } while (wakes.get() != 0); // Woken after the last look, by a thread that still saw a runner.
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
