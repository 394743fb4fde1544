// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spi;

import dev.coordination.Arguments;
import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Calls the listener of one subscription with the messages of its inbox, one at a time and in order, until the inbox ends
 * (S-09). An adapter runs it on a dedicated thread, because it waits for messages.
 *
 * <p>If the inbox overflows or becomes unavailable, the listener is called with the messages that are left, and then once
 * with the exception that reports this. If the inbox is closed, no further call begins (S-07).
 *
 * <p>What the listener throws goes to the error handler, and what the error handler throws goes to the uncaught exception
 * handler of the thread. Neither stops the loop, and no call sees an interrupt that an earlier call left behind.
 *
 * @since 0.1.0
 */
public final class ListenerLoop implements Runnable {

    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    private final Inbox inbox;
    private final MessageListener listener;
    private final Consumer<? super Throwable> onError;

    /**
     * Creates a loop that has not started.
     *
     * @param inbox the inbox of the subscription; nothing else takes its messages
     * @param listener the listener
     * @param onError called with what the listener throws, on the thread that runs the loop
     * @since 0.1.0
     */
    public ListenerLoop(Inbox inbox, MessageListener listener, Consumer<? super Throwable> onError) {
        this.inbox = Arguments.notNull(inbox, "inbox");
        this.listener = Arguments.notNull(listener, "listener");
        this.onError = Arguments.notNull(onError, "onError");
    }

    /**
     * Calls the listener until the inbox ends. Ignores interrupts.
     *
     * @since 0.1.0
     */
    @Override
    public void run() {
        try {
            while (true) {
                next().ifPresent(message -> call(() -> listener.onMessage(message)));
            }
        } catch (CoordinationClosedException e) {
            // No call begins after close (S-07).
        } catch (CoordinationException e) {
            call(() -> listener.onEnd(e));
        }
    }

    private Optional<Message> next() {
        try {
            return inbox.next(FOR_EVER);
        } catch (InterruptedException e) {
            return Optional.empty(); // The interrupt was meant for a listener call that has ended.
        }
    }

    private void call(Runnable listenerCall) {
        try {
            listenerCall.run();
        } catch (Throwable e) {
            report(e);
        } finally {
            Thread.interrupted();
        }
    }

    private void report(Throwable failure) {
        Thread.interrupted();
        try {
            onError.accept(failure);
        } catch (Throwable e) {
            if (e != failure) { // An exception cannot suppress itself.
                e.addSuppressed(failure);
            }
            reportUncaught(e);
        }
    }

    private static void reportUncaught(Throwable failure) {
        Thread.interrupted();
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        } catch (Throwable e) {
            // The JVM also ignores what this handler throws.
        }
    }
}
