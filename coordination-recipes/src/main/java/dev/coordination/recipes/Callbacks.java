// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Makes callbacks one at a time, in the order in which they were added. */
final class Callbacks {

    private final Executor executor;

    /** Held during a callback, so that a thread can wait for its end. */
    private final ReentrantLock running = new ReentrantLock();

    /** Guarded by itself. */
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    Callbacks(Executor executor) {
        this.executor = executor;
    }

    /** Adds a callback, which the next call of {@link #dispatch} or {@link #finish} makes. */
    void add(Runnable callback) {
        synchronized (waiting) {
            waiting.add(callback);
        }
    }

    /** Has the executor make the callbacks that wait, or makes them on the calling thread if the executor is shut down. */
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
        try {
            executor.execute(this::makeUnlessRunning);
        } catch (RejectedExecutionException e) {
            makeUnlessRunning();
        }
    }

    private void makeUnlessRunning() {
        if (running.isHeldByCurrentThread()) {
            return;
        }
        while (!isEmpty() && running.tryLock()) {
            makeAll();
        }
    }

    /** Waits for the callback that is running, and makes those that wait. Does nothing if it is called from a callback. */
    void finish() {
        if (running.isHeldByCurrentThread()) {
            return;
        }
        do {
            running.lock();
            makeAll();
        } while (!isEmpty());
    }

    /** Makes the callbacks that wait, and unlocks. */
    private void makeAll() {
        boolean complete = false;
        try {
            for (Runnable next = poll(); next != null; next = poll()) {
                next.run();
            }
            complete = true;
        } finally {
            running.unlock();
            if (!complete) { // A callback threw an error, which goes to the caller, but the others are still made.
                dispatch();
            }
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
