package dev.coordination.memory;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** How the listeners of one backend are called: where, and what becomes of what they throw and of interrupts they leave. */
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
     * Runs code that calls listeners and handlers as on a thread of their own: it sees no earlier interrupt of this thread
     * and leaves none behind.
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

    /** Makes a call. Whatever it throws goes to the error handler, and an interrupt that it leaves behind ends with it. */
    void guard(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            failed(e);
        } finally {
            Thread.interrupted();
        }
    }

    /** Reports a failure to the error handler. What that throws goes to the thread's handler, and stops nothing either. */
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

    /** The error handler unless another is set: what an exception would meet that nobody catches. */
    static void toUncaughtHandler(Throwable failure) {
        Thread.interrupted();
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        } catch (Throwable e) {
            // The JVM ignores what this handler throws, too.
        }
    }
}
