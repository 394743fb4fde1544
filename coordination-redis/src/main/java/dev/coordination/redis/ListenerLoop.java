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

    private final Inbox inbox;
    private final MessageListener listener;
    private final @Nullable Consumer<? super Throwable> onError;

    ListenerLoop(Inbox inbox, MessageListener listener, @Nullable Consumer<? super Throwable> onError) {
        this.inbox = inbox;
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
            // Closed: nothing more is called.
        } catch (CoordinationException e) {
            call(() -> listener.onEnd(e));
        }
    }

    private Optional<Message> next() {
        try {
            return inbox.take(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            return Optional.empty(); // the listener's own doing, on a thread that nobody else knows
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

    /** What the handler throws itself goes where an uncaught exception goes, and stops nothing either. */
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
            // The JVM also ignores what this handler throws.
        }
    }
}
