// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Calls the listeners of a backend, and handles the exceptions that they throw and the interrupts that they leave behind. */
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
     * Clears the interrupt status, runs code that calls listeners and handlers, and restores the status. So the code
     * neither sees an earlier interrupt nor leaves one behind.
     */
    static void withoutInterrupts(Runnable work) {
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

    /** Makes a call. Passes any exception to the error handler, and clears an interrupt that the call leaves behind. */
    void guard(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            failed(e);
        } finally {
            Thread.interrupted();
        }
    }

    /**
     * Passes a failure to the error handler; if the handler throws, its exception goes to the thread's uncaught exception
     * handler.
     */
    void failed(Throwable failure) {
        Thread.interrupted();
        try {
            errorHandler.accept(failure);
        } catch (Throwable e) {
            if (e != failure) { // An exception cannot suppress itself.
                e.addSuppressed(failure);
            }
            toUncaughtHandler(e);
        }
    }

    /** The default error handler, which treats a failure as an uncaught exception. */
    static void toUncaughtHandler(Throwable failure) {
        Thread.interrupted();
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        } catch (Throwable e) {
            // Ignored, just as the JVM ignores what this handler throws.
        }
    }
}
