// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls one listener, one message at a time and in order, until its subscription ends (S-09). */
final class ListenerLoop implements Runnable {

    private final MessageBuffer buffer;
    private final MessageListener listener;
    private final @Nullable Consumer<? super Throwable> onError;

    ListenerLoop(MessageBuffer buffer, MessageListener listener, @Nullable Consumer<? super Throwable> onError) {
        this.buffer = buffer;
        this.listener = listener;
        this.onError = onError;
    }

    @Override
    public void run() {
        try {
            while (true) {
                next().ifPresent(message -> call(() -> listener.onMessage(message)));
            }
        } catch (CoordinationClosedException e) {
            // After close, the listener is not called again.
        } catch (CoordinationException e) {
            call(() -> listener.onEnd(e));
        }
    }

    private Optional<Message> next() {
        try {
            return buffer.next(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            return Optional.empty(); // only the listener itself can interrupt this thread
        }
    }

    /** Makes a call. Whatever it throws is reported, and an interrupt that it leaves behind is cleared. */
    private void call(Runnable listenerCall) {
        try {
            listenerCall.run();
        } catch (Throwable e) {
            report(e);
        } finally {
            Thread.interrupted();
        }
    }

    /** Reports a failure. What the error handler throws is treated as an uncaught exception, and does not stop the loop. */
    private void report(Throwable failure) {
        if (onError == null) {
            reportUncaught(failure);
            return;
        }
        Thread.interrupted();
        try {
            onError.accept(failure);
        } catch (Throwable e) {
            if (e != failure) { // An exception must not suppress itself.
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
            // Ignored, just as the JVM ignores what this handler throws.
        }
    }
}
