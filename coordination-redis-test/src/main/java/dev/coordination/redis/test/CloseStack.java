// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What is to be closed, the latest first, all of it even when some of it fails. Thread-safe. */
final class CloseStack {

    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by {@code lock}. */
    private final Deque<Runnable> actions = new ArrayDeque<>();

    /** Guarded by {@code lock}. */
    private boolean closed;

    /** Adds an action; what comes too late is closed at once, and refused. */
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

    /** Runs every action once; the first failure is thrown, later ones are suppressed in it. */
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
