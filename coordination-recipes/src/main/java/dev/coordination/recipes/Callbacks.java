// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes callbacks one at a time, in the order in which they were added. An error that one of them throws is rethrown when the
 * others have been made, and an interrupt that one of them leaves behind is restored then.
 */
final class Callbacks {

    private final Executor executor;
    private final ErrorReporter errors;

    /** Held during a callback, so that a thread can wait for its end. */
    private final ReentrantLock running = new ReentrantLock();

    /** Guarded by itself. */
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    Callbacks(Executor executor, ErrorReporter errors) {
        this.executor = executor;
        this.errors = errors;
    }

    /** Adds a callback, which the next call of {@link #dispatch} or {@link #finish} makes. */
    void add(Runnable callback) {
        synchronized (waiting) {
            waiting.add(callback);
        }
    }

    /** Has the executor make the callbacks that wait, or makes them on the calling thread if the executor rejects that. */
    void dispatch() {
        if (isEmpty() || running.isLocked()) { // Whoever makes a callback makes those that wait, too.
            return;
        }
        submit();
    }

    /**
     * Like {@link #dispatch}, but submits a task in any case. If other threads add and make callbacks at the same time, dispatch
     * may or may not submit one, and exploration needs code that does the same each time.
     */
    void submit() {
        errors.execute(this::execute, this::makeUnlessRunning, this::makeUnlessRunning);
    }

    private void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) { // Not reported, because nothing is lost.
            task.run();
        }
    }

    private void makeUnlessRunning() {
        if (running.isHeldByCurrentThread()) {
            return;
        }
        CallbackBatch batch = new CallbackBatch();
        while (!isEmpty() && running.tryLock()) {
            makeAll(batch);
        }
        batch.end();
    }

    /** Waits for the callback that is running, and makes those that wait. Does nothing if it is called from a callback. */
    void finish() {
        if (running.isHeldByCurrentThread()) {
            return;
        }
        CallbackBatch batch = new CallbackBatch();
        do {
            running.lock();
            makeAll(batch);
        } while (!isEmpty());
        batch.end();
    }

    /** Makes the callbacks that wait, and unlocks. */
    private void makeAll(CallbackBatch batch) {
        try {
            for (Runnable next = poll(); next != null; next = poll()) {
                batch.make(next);
            }
        } finally {
            running.unlock();
        }
    }

    private @Nullable Runnable poll() {
        synchronized (waiting) {
            return waiting.poll();
        }
    }

    private boolean isEmpty() {
        synchronized (waiting) {
            return waiting.isEmpty();
        }
    }
}
