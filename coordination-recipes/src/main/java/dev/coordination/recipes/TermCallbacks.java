// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

/** Tells the user of terms, and of exceptions that come up meanwhile, one callback at a time. Thread-safe. */
final class TermCallbacks {

    private final OnElected onElected;
    private final OnLost onLost;
    private final ErrorReporter errors;
    private final Callbacks callbacks;

    TermCallbacks(LeaderElectorBuilder builder, ErrorReporter errors) {
        this.onElected = builder.onElected;
        this.onLost = builder.onLost;
        this.errors = errors;
        this.callbacks = new Callbacks(builder.callbackExecutor, errors);
    }

    /** Adds the callback for a term that has begun, which the next call of {@link #dispatch} or {@link #finish} makes. */
    void addElected(Term term) {
        callbacks.add(() -> {
            boolean unused = errors.call(() -> onElected.onElected(term));
        });
    }

    /** Adds the callback for a term that has ended. The term is told when it has returned. */
    void addLost(Term term, LossReason reason) {
        callbacks.add(() -> {
            try {
                boolean unused = errors.call(() -> onLost.onLost(term, reason));
            } finally {
                term.lossTold();
            }
        });
    }

    /** Adds a report to the error handler. */
    void addReport(Throwable thrown) {
        callbacks.add(() -> errors.report(thrown));
    }

    /** Has the executor make the callbacks that wait. */
    void dispatch() {
        callbacks.dispatch();
    }

    /** Waits for the callback that is running, and makes those that wait. */
    void finish() {
        callbacks.finish();
    }
}
