package dev.coordination.memory;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** How the listeners of one backend are called: where, and what becomes of what they throw. */
final class ListenerCalls {

    private final Executor executor;
    private final Consumer<? super Throwable> errorHandler;

    ListenerCalls(Executor executor, Consumer<? super Throwable> errorHandler) {
        this.executor = executor;
        this.errorHandler = errorHandler;
    }

    Executor executor() {
        return executor;
    }

    /** Makes a call; what it throws goes to the error handler. */
    void guard(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            failed(e);
        }
    }

    void failed(Throwable failure) {
        try {
            errorHandler.accept(failure);
        } catch (Throwable e) { // A handler that fails must not stop the next message either.
            e.addSuppressed(failure);
            toUncaughtHandler(e);
        }
    }

    /** The error handler unless another is set: what an exception would meet that nobody catches. */
    static void toUncaughtHandler(Throwable failure) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
    }
}
