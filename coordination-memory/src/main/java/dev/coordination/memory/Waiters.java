package dev.coordination.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The threads that wait on a fake clock. Each waits on a condition of its own lock. It is woken by the thread that ends its wait,
 * or by the clock when the clock reaches its deadline.
 *
 * <p>Lock order: a waiter's own lock, then {@link #lock}; so nothing of a waiter is touched while {@link #lock} is held.
 */
final class Waiters {

    private final FakeClock clock;
    private final Turn turn;
    private final StallGuard guard;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition told = lock.newCondition();

    /** The waiters whose deadline the clock has not reached. Guarded by {@link #lock}. */
    private final TreeSet<Waiter> waiting = new TreeSet<>();

    /** Guarded by {@link #lock}. */
    private long joined;

    /** How many threads watch the waiters. */
    private final AtomicInteger watchers = new AtomicInteger();

    /** Counts the changes that concern threads that watch the waiters. Guarded by {@link #lock}. */
    private long news;

    Waiters(FakeClock clock, Turn turn, StallGuard guard) {
        this.clock = clock;
        this.turn = turn;
        this.guard = guard;
    }

    /**
     * Waits, with the caller's lock held, until {@code done} (true) or until the clock has reached {@code deadline} (false).
     * The thread that makes {@code done} true must signal the condition.
     *
     * @throws StalledClockException immediately on the thread that moves the clock, otherwise if nobody moves it
     */
    boolean await(Lock held, Condition condition, BooleanSupplier done, long deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (done.getAsBoolean()) {
            return true;
        }
        if (clock.nanos() >= deadline) {
            return false;
        }
        if (turn.isMine()) {
            throw new StalledClockException("a wait on the clock, " + clock.until(deadline)
                    + ", inside a task or listener that the clock runs can never end: the clock moves on only after the task"
                    + " or listener has returned. Wait on another thread, or schedule a task for later");
        }
        Waiter waiter = join(held, condition, done, deadline);
        try {
            return awaitSignal(waiter);
        } finally {
            waiter.leave();
            remove(waiter);
        }
    }

    private boolean awaitSignal(Waiter waiter) throws InterruptedException {
        long began = guard.now();
        while (!waiter.done.getAsBoolean()) {
            if (waiter.isOver()) {
                return false;
            }
            long left = guard.leftSinceMove(began);
            if (left <= 0) {
                throw stalled(waiter);
            }
            waiter.await(left);
            tell(); // This wait may have looked as if it were over, but it continues.
        }
        return true;
    }

    private StalledClockException stalled(Waiter waiter) {
        if (waiter.thread instanceof CallThread call && call.isOver()) {
            return new StalledClockException(call.problem());
        }
        String due = clock.hasDueTask() ? "; a task is due, and clock.advance(Duration.ZERO) runs it" : "";
        return new StalledClockException(
                "waited on a fake clock " + clock.until(waiter.deadline) + ", but it stands at "
                        + clock.instant() + " and nobody moved it for " + guard
                        + ": make the call in clock.during(...), or advance the clock from another thread after clock.awaitWaiters(1)"
                        + due);
    }

    StallGuard guard() {
        return guard;
    }

    /**
     * Handles a move of the clock from an instant whose tasks have run: restarts the guards of all waits, and ends those that
     * were due by that instant. Returns whether others are due at the new instant of the clock.
     */
    boolean moved(long from) {
        List<Waiter> over;
        boolean others;
        lock.lock();
        try {
            if (!waiting.isEmpty() || turn.isAwaited()) {
                guard.moved();
            }
            over = takeDue(from);
            others = isFirstDue(clock.nanos());
        } finally {
            lock.unlock();
        }
        over.forEach(Waiter::end);
        return others;
    }

    /** Ends the waits that end by then. */
    void endUntil(long nanos) {
        List<Waiter> over;
        lock.lock();
        try {
            over = takeDue(nanos);
        } finally {
            lock.unlock();
        }
        over.forEach(Waiter::end); // Without this lock, because each waiter has its own.
    }

    private List<Waiter> takeDue(long nanos) {
        List<Waiter> due = new ArrayList<>(0); // Usually none is due.
        while (isFirstDue(nanos)) {
            due.add(waiting.pollFirst());
        }
        return due;
    }

    private boolean isFirstDue(long nanos) {
        return !waiting.isEmpty() && waiting.first().deadline <= nanos;
    }

    /** Returns once at least the given number of threads wait. */
    void awaitCount(int threads) throws InterruptedException {
        awaitNews(
                () -> count() >= threads
                        && waits().count()
                                >= threads, // The first check is cheap, and false until the last thread joins.
                () -> waits().count() + " of " + threads + " threads waited on the clock within " + guard);
    }

    /** Returns the waits that nothing has ended. Called without a lock, because each waiter is checked under its own lock. */
    private Stream<Waiter> waits() {
        List<Waiter> snapshot;
        lock.lock();
        try {
            snapshot = List.copyOf(waiting);
        } finally {
            lock.unlock();
        }
        return snapshot.stream().filter(waiter -> waiter.goesOnAt(clock));
    }

    /**
     * Returns once a condition holds. The thread that makes it true must call {@link #tell}, unless it does so by joining.
     *
     * @throws StalledClockException if it does not hold within the guard's length; {@code problem} supplies the message
     */
    void awaitNews(BooleanSupplier condition, Supplier<String> problem) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long began = guard.now();
        watchers.incrementAndGet(); // Before the first look, so that a thread that makes the condition true later wakes
        // this one.
        try {
            for (long seen = news(); !condition.getAsBoolean(); seen = news()) {
                if (!isNewsAfter(seen, began)) {
                    throw new StalledClockException(problem.get());
                }
            }
        } finally {
            watchers.decrementAndGet();
        }
    }

    /** Waits for changes after the ones that were seen, and returns whether there were any within the guard's length. */
    private boolean isNewsAfter(long seen, long began) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (long left = guard.left(began); news == seen && left > 0; left = guard.left(began)) {
                long unusedLeft = told.awaitNanos(left);
            }
            return news != seen;
        } finally {
            lock.unlock();
        }
    }

    private long news() {
        lock.lock();
        try {
            return news;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes the threads that watch the waiters. Costs next to nothing if there are none. */
    void tell() {
        if (watchers.get() == 0) {
            return;
        }
        lock.lock();
        try {
            news++;
            told.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of threads that wait for a deadline that the clock has not reached. */
    int count() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private Waiter join(Lock held, Condition condition, BooleanSupplier done, long deadline) {
        lock.lock();
        try {
            Waiter waiter = new Waiter(held, condition, done, deadline, joined++);
            waiting.add(waiter);
            if (deadline <= clock.nanos()) { // The clock was moved so far just now, and perhaps had looked already.
                waiter.end();
            }
            if (waiter.thread instanceof CallThread call) {
                call.waitsAs(waiter);
            }
            news++;
            told.signalAll();
            return waiter;
        } finally {
            lock.unlock();
        }
    }

    private void remove(Waiter waiter) {
        lock.lock();
        try {
            waiting.remove(waiter);
        } finally {
            lock.unlock();
        }
    }
}
