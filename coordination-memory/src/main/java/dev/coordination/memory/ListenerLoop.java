package dev.coordination.memory;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives the messages of a buffer to a listener: one at a time, in order, on whatever thread the executor has (S-09). */
final class ListenerLoop {

    private final Buffer buffer;
    private final MessageListener listener;
    private final ListenerCalls calls;

    /** How often the loop was woken since it last found nothing; the first to wake it starts it. */
    private final AtomicInteger wakes = new AtomicInteger();

    /** Whether the listener was told the end. Used by the loop alone. */
    private boolean ended;

    ListenerLoop(Buffer buffer, MessageListener listener, ListenerCalls calls) {
        this.buffer = buffer;
        this.listener = listener;
        this.calls = calls;
    }

    /** Starts the loop, or lets the one that runs look once more. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            try {
                calls.executor().execute(this::run);
            } catch (RejectedExecutionException e) {
                wakes.set(0); // What is buffered stays there, and the next message tries again.
                calls.failed(e);
            }
        }
    }

    private void run() {
        int seen;
        do {
            seen = wakes.get();
            giveAll();
        } while (!wakes.compareAndSet(seen, 0));
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
