// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/** Calls the code of the user: tells it of terms, one callback at a time, and of exceptions. Thread-safe. */
final class TermCallbacks {

    private static final Logger LOGGER = System.getLogger(LeaderElector.class.getName());

    private final String elector;
    private final OnElected onElected;
    private final OnLost onLost;
    private final Consumer<? super Throwable> errorHandler;
    private final Callbacks callbacks;

    TermCallbacks(LeaderElectorBuilder builder, String elector) {
        this.elector = elector;
        this.onElected = builder.onElected;
        this.onLost = builder.onLost;
        this.errorHandler = builder.errorHandler;
        this.callbacks = new Callbacks(builder.callbackExecutor);
    }

    static void log(Throwable thrown) {
        LOGGER.log(Level.WARNING, "A leader elector goes on after an exception", thrown);
    }

    /** Adds the callback for a term that has begun, which the next call of {@link #dispatch} or {@link #finish} makes. */
    void addElected(Term term) {
        callbacks.add(() -> call(() -> onElected.onElected(term)));
    }

    /** Adds the callback for a term that has ended. The term is told when it has returned. */
    void addLost(Term term, LossReason reason) {
        callbacks.add(() -> {
            try {
                call(() -> onLost.onLost(term, reason));
            } finally {
                term.lossTold();
            }
        });
    }

    /** Adds a report to the error handler. */
    void addReport(Throwable thrown) {
        callbacks.add(() -> report(thrown));
    }

    /** Has the executor make the callbacks that wait. */
    void dispatch() {
        callbacks.dispatch();
    }

    /** Waits for the callback that is running, and makes those that wait. */
    void finish() {
        callbacks.finish();
    }

    /** Passes an exception to the error handler now. */
    void report(Throwable thrown) {
        try {
            errorHandler.accept(thrown);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "The error handler of " + elector + " threw an exception", e);
        }
    }

    private void call(Callback callback) {
        try {
            callback.call();
        } catch (InterruptedException e) {
            report(e);
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            report(e);
        }
    }

    private interface Callback {
        void call() throws Exception;
    }
}
