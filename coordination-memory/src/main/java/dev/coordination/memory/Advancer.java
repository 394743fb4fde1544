// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Moves the time of a fake clock. On the way it runs the tasks that fall due, each at its own instant, and ends the waits whose
 * deadlines pass.
 *
 * <p>Thread-safe: the {@link AdvanceLock} lets one thread at a time move the clock.
 */
final class Advancer {

    private final AdvanceLock lock;
    private final TaskQueue tasks;
    private final Waiters waiters;
    private final Listeners<Duration> moveListeners = new Listeners<>();

    /** Nanoseconds since the start of the clock. Written with the lock held. */
    private volatile long nanos;

    /** Whether waits end at the current instant, once its tasks have run. Guarded by {@link #lock}. */
    private boolean waitsEndNow;

    Advancer(AdvanceLock lock, TaskQueue tasks, Waiters waiters) {
        this.lock = lock;
        this.tasks = tasks;
        this.waiters = waiters;
    }

    /** Returns the nanoseconds since the start of the clock. */
    long nanos() {
        return nanos;
    }

    FakeClock.Registration onMove(Consumer<? super Duration> listener) {
        return moveListeners.add(listener);
    }

    /** Moves to a target that is computed with the lock held, and runs the tasks that are due by then. */
    void advance(LongSupplier target) {
        lock.lock();
        try {
            runTo(target.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** Moves to the next task and runs the tasks due then; returns false, without moving, if none is due by {@code limit}. */
    boolean advanceToNextTask(long limit) {
        lock.lock();
        try {
            long due = tasks.nextDue();
            if (due > limit) {
                return false;
            }
            runTo(due);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves to the next task, or to {@code limit} if that is earlier, and runs the tasks due then. If the clock is already
     * beyond that, it does not move.
     */
    void advanceToNextTaskOr(long limit) {
        advance(() -> Math.max(nanos, Math.min(limit, tasks.nextDue())));
    }

    /**
     * Moves to a target, and runs the tasks that are due by then. A wait ends only after the tasks due at its deadline have
     * run, so that what the waiter then sees does not depend on which thread is faster.
     */
    private void runTo(long target) {
        try {
            for (long due = tasks.nextDue(); due <= target; due = tasks.nextDue()) {
                moveTo(due); // Before the task is removed, so that it is not lost if a listener throws.
                FakeTask<?> task = tasks.pollDue(nanos);
                if (task != null) {
                    task.run();
                }
            }
            moveTo(target);
        } finally {
            if (waitsEndNow) {
                waitsEndNow = false;
                waiters.endUntil(nanos);
            }
        }
    }

    /** Sets the time, unless a task has already moved it further. */
    private void moveTo(long to) {
        long from = nanos;
        if (to <= from) {
            return;
        }
        nanos = to;
        try {
            moveListeners.call(Duration.ofNanos(to - from));
        } finally {
            waitsEndNow = waiters.moved(from);
        }
    }
}
