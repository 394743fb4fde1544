package dev.coordination.memory;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Calls the listeners of one backend, and handles what they throw and the interrupts that they leave behind. */
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

    /**
     * Runs code that calls listeners and handlers, isolated from the interrupt status of this thread: it sees no earlier
     * interrupt and leaves none behind.
     */
    static void isolated(Runnable work) {
        boolean interrupted = Thread.interrupted();
        try {
            work.run();
        } finally {
            Thread.interrupted();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Makes a call. Whatever it throws goes to the error handler, and an interrupt that it leaves behind is cleared. */
    void guard(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            failed(e);
        } finally {
            Thread.interrupted();
        }
    }

    /** Reports a failure to the error handler. What the handler throws goes to the thread's handler, and stops nothing either. */
    void failed(Throwable failure) {
        Thread.interrupted();
        try {
            errorHandler.accept(failure);
        } catch (Throwable e) {
            if (e != failure) { // An exception must not suppress itself.
                e.addSuppressed(failure);
            }
            toUncaughtHandler(e);
        }
    }

    /** The default error handler: treats a failure like an uncaught exception. */
    static void toUncaughtHandler(Throwable failure) {
        Thread.interrupted();
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        } catch (Throwable e) {
            // The JVM also ignores what this handler throws.
        }
    }
}
