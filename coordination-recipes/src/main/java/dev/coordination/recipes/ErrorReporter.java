// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/** Passes exceptions to the error handler of the user, whose own exceptions are logged. */
final class ErrorReporter {

    private static final Logger LOGGER = System.getLogger(ErrorReporter.class.getName());

    private final Consumer<? super Throwable> handler;
    private final Object owner;

    /** Creates a reporter for a recipe, whose {@code toString} appears in the log. */
    ErrorReporter(Consumer<? super Throwable> handler, Object owner) {
        this.handler = handler;
        this.owner = owner;
    }

    void report(Throwable thrown) {
        try {
            handler.accept(thrown);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "The error handler of " + owner + " threw an exception", e);
        }
    }

    /** Makes a callback, and returns whether it returned normally. */
    boolean call(Callback callback) {
        try {
            callback.call();
            return true;
        } catch (InterruptedException e) {
            report(e);
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            report(e);
        }
        return false;
    }

    /** The code of the user. */
    interface Callback {
        void call() throws Exception;
    }
}
