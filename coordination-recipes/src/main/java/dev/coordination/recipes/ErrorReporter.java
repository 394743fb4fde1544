// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/** Passes exceptions to the error handler of the user, whose own exceptions are logged. */
final class ErrorReporter {

    private final Class<?> recipe;
    private final Consumer<? super Throwable> handler;
    private final Object owner;

    /** Creates a reporter for a recipe, which is the name of the logger. The text of the owner appears in the log. */
    ErrorReporter(Class<?> recipe, Consumer<? super Throwable> handler, Object owner) {
        this.recipe = recipe;
        this.handler = handler;
        this.owner = owner;
    }

    /** Returns the error handler that a recipe has if none is set. */
    static Consumer<Throwable> logging(Class<?> recipe, String name) {
        return thrown ->
                System.getLogger(recipe.getName()).log(Level.WARNING, name + " goes on after an exception", thrown);
    }

    void report(Throwable thrown) {
        try {
            handler.accept(thrown);
        } catch (RuntimeException e) {
            System.getLogger(recipe.getName())
                    .log(Level.WARNING, "The error handler of " + owner + " threw an exception", e);
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
