// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Runs close actions in reverse order. All of them run even if some fail. Thread-safe. */
final class CloseStack {

    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by {@code lock}. */
    private final Deque<Runnable> actions = new ArrayDeque<>();

    /** Guarded by {@code lock}. */
    private boolean closed;

    /**
     * Adds an action. If the stack is closed, runs the action at once.
     *
     * @throws IllegalStateException if the stack is closed
     */
    void push(Runnable action) {
        lock.lock();
        try {
            if (!closed) {
                actions.push(action);
                return;
            }
        } finally {
            lock.unlock();
        }
        action.run();
        throw new IllegalStateException("The harness is closed.");
    }

    /** Runs every action once, then throws the first failure, with later ones suppressed in it. */
    void close() {
        RuntimeException failure = null;
        for (Runnable action = next(); action != null; action = next()) {
            try {
                action.run();
            } catch (RuntimeException e) {
                failure = with(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            closed = true;
            return actions.poll();
        } finally {
            lock.unlock();
        }
    }

    private static RuntimeException with(@Nullable RuntimeException first, RuntimeException later) {
        if (first == null) {
            return later;
        }
        first.addSuppressed(later);
        return first;
    }
}
