package dev.coordination.memory;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/** One wait of the thread that creates it. Ordered by deadline, and by number if deadlines are equal. */
final class Waiter implements Comparable<Waiter> {

    final Thread thread = Thread.currentThread();
    final BooleanSupplier done;
    final long deadline;

    private final Lock lock;
    private final Condition condition;
    private final long number;

    /** Guarded by {@link #lock}. */
    private boolean left;

    /** Whether the clock has ended this wait. Guarded by {@link #lock}. */
    private boolean over;

    Waiter(Lock lock, Condition condition, BooleanSupplier done, long deadline, long number) {
        this.lock = lock;
        this.condition = condition;
        this.done = done;
        this.deadline = deadline;
        this.number = number;
    }

    /** Waits for a signal, with the lock held. */
    void await(long nanos) throws InterruptedException {
        long unusedLeft = condition.awaitNanos(nanos);
    }

    /** Records that the wait is over, with the lock held. */
    void leave() {
        left = true;
    }

    /** Returns whether the clock has ended this wait, with the lock held. */
    boolean isOver() {
        return over;
    }

    /** Ends this wait, whose deadline the clock has reached. */
    void end() {
        lock.lock();
        try {
            over = true;
            condition.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether nothing has ended this wait yet; a wait that has ended counts as ended before its thread wakes. */
    boolean goesOnAt(FakeClock clock) {
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
