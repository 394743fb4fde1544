// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/** One wait of the thread that creates it. Ordered by deadline and, for equal deadlines, by number. */
final class Waiter implements Comparable<Waiter> {

    final Thread thread = Thread.currentThread();
    final BooleanSupplier done;
    final long deadline;

    private final Lock lock;
    private final Condition condition;
    private final long number;

    /** Whether the thread has stopped waiting. Guarded by {@link #lock}. */
    private boolean left;

    /** Whether the clock has ended this wait. Guarded by {@link #lock}. */
    private boolean ended;

    Waiter(Lock lock, Condition condition, BooleanSupplier done, long deadline, long number) {
        this.lock = lock;
        this.condition = condition;
        this.done = done;
        this.deadline = deadline;
        this.number = number;
    }

    /** Waits for a signal. Called with the lock held. */
    void await(long nanos) throws InterruptedException {
        long unusedLeft = condition.awaitNanos(nanos);
    }

    /** Records that the thread has stopped waiting. Called with the lock held. */
    void markLeft() {
        left = true;
    }

    /** Returns whether the clock has ended this wait. Called with the lock held. */
    boolean isEnded() {
        return ended;
    }

    /** Ends this wait, because the clock has reached its deadline. */
    void end() {
        lock.lock();
        try {
            ended = true;
            condition.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether nothing has ended this wait. A wait ends before its thread wakes. */
    boolean isPending(FakeClock clock) {
        lock.lock();
        try {
            return !left && clock.nanos() < deadline && !done.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int compareTo(Waiter other) {
        return deadline != other.deadline ? Long.compare(deadline, other.deadline) : Long.compare(number, other.number);
    }
}
