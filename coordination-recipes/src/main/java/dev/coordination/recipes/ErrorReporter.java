// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.spi.ThreadStoppedError;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls code that may throw, and passes what it throws to the error handler of the user.
 *
 * <p>Exceptions go no further. Errors of the code that is called, and of the error handler, are also rethrown, so that a failed
 * assertion reaches the test. So callers do in a {@code finally} block what must be done in any case.
 */
final class ErrorReporter {

    private final Class<?> recipe;
    private final @Nullable Consumer<? super Throwable> handler;
    private final Object owner;

    /** The last error that was reported. It may pass through several calls, but is reported once. */
    private volatile @Nullable Error lastError;

    /**
     * Creates a reporter for a recipe, which is the name of the logger. The text of the owner appears in the log. If there is no
     * handler, exceptions are logged.
     */
    ErrorReporter(Class<?> recipe, @Nullable Consumer<? super Throwable> handler, Object owner) {
        this.recipe = recipe;
        this.handler = handler;
        this.owner = owner;
    }

    void report(Throwable thrown) {
        if (thrown instanceof Error error) {
            if (isReported(error)) {
                return;
            }
            lastError = error;
        }
        if (handler == null) {
            log("Exception in " + owner, thrown);
            return;
        }
        try {
            handler.accept(thrown);
        } catch (RuntimeException e) {
            log("The error handler of " + owner + " has thrown an exception", e);
        }
    }

    private void log(String message, Throwable thrown) {
        System.getLogger(recipe.getName()).log(Level.WARNING, message, thrown);
    }

    /** Makes a callback, and returns whether it returned normally. */
    boolean call(Callback callback) {
        try {
            callback.call();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            report(e);
        } catch (Exception e) {
            report(e);
        } catch (Error e) {
            report(e);
            throw e;
        }
        return false;
    }

    /** Makes a request, and returns the reply, or {@code null} if there is none. */
    <T> @Nullable T ask(Supplier<T> request) {
        try {
            return request.get();
        } catch (RuntimeException e) {
            report(e);
            return null;
        } catch (Error e) {
            report(e);
            throw e;
        }
    }

    /** Passes a task to an executor. If the executor throws instead of accepting it, reports why, and runs the other task. */
    void execute(Executor executor, Runnable task, Runnable otherwise) {
        boolean accepted = false;
        try {
            executor.execute(task);
            accepted = true;
        } catch (RuntimeException e) {
            report(e);
        } catch (Error e) {
            if (isReported(e)) { // The task, not the executor, has thrown it, on this thread.
                throw e;
            }
            report(e);
        } finally {
            if (!accepted) {
                otherwise.run();
            }
        }
    }

    private boolean isReported(Error error) {
        return error == lastError || error instanceof ThreadStoppedError;
    }

    /** The code of the user. */
    interface Callback {
        void call() throws Exception;
    }
}
