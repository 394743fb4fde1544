package dev.coordination.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The threads that wait on a fake clock: each waits on a condition of its own lock, and is woken by whoever ends its wait
 * or by the clock.
 *
 * <p>Lock order: a waiter's own lock, then {@link #lock}; so nothing of a waiter is touched while {@link #lock} is held.
 */
final class Waiters {

    private final FakeClock clock;
    private final Duration guard;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition joined = lock.newCondition();

    /** Guarded by {@link #lock}. */
    private final Set<Waiter> waiting = new LinkedHashSet<>();

    /** How often there was news for those who wait for waiters. Guarded by {@link #lock}. */
    private long news;

    Waiters(FakeClock clock, Duration guard) {
        this.clock = clock;
        this.guard = guard;
    }

    /** One wait; compared by identity. */
    private static final class Waiter {
        final Thread thread = Thread.currentThread();
        final Lock lock;
        final Condition condition;
        final BooleanSupplier done;
        final long deadline;

        /** Guarded by {@link #lock}. */
        boolean left;

        Waiter(Lock lock, Condition condition, BooleanSupplier done, long deadline) {
            this.lock = lock;
            this.condition = condition;
            this.done = done;
            this.deadline = deadline;
        }

        /** Whether nothing has ended this wait, be it that the thread has not woken to see it. */
        boolean goesOnAt(FakeClock clock) {
            lock.lock();
            try {
                return !left && clock.nanos() < deadline && !done.getAsBoolean();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Waits, with the caller's lock held, until {@code done} (true) or until the clock has reached {@code deadline} (false).
     * Who makes {@code done} true signals the condition.
     */
    boolean await(Lock held, Condition condition, BooleanSupplier done, long deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (done.getAsBoolean()) {
            return true;
        }
        Waiter waiter = new Waiter(held, condition, done, deadline);
        join(waiter); // Before the clock is read, so that no move of it is missed.
        try {
            return awaitSignal(condition, done, deadline);
        } finally {
            waiter.left = true;
            leave(waiter);
        }
    }

    private boolean awaitSignal(Condition condition, BooleanSupplier done, long deadline) throws InterruptedException {
        long seen = clock.nanos();
        long left = guardNanos();
        while (!done.getAsBoolean()) {
            long now = clock.nanos();
            if (now >= deadline) {
                return false;
            }
            if (now > seen) {
                seen = now;
                left = guardNanos();
            }
            if (left <= 0) {
                throw stalled(deadline);
            }
            left = condition.awaitNanos(left);
        }
        return true;
    }

    /** Wakes every waiter to look at the clock. */
    void wakeAll() {
        List<Waiter> woken;
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                return;
            }
            woken = List.copyOf(waiting);
        } finally {
            lock.unlock();
        }
        for (Waiter waiter : woken) {
            waiter.lock.lock();
            try {
                waiter.condition.signalAll();
            } finally {
                waiter.lock.unlock();
            }
        }
    }

    void awaitCount(int threads) throws InterruptedException {
        awaitNews(() -> waits().count() >= threads, () -> waits().count() + " of " + threads + " threads waited");
    }

    /** Returns once a thread waits, or has ended. Who makes {@code ended} true calls {@link #tell}. */
    void awaitWaitOf(Thread thread, BooleanSupplier ended) throws InterruptedException {
        awaitNews(
                () -> ended.getAsBoolean() || waits().anyMatch(waiter -> waiter.thread == thread),
                () -> "the call neither ended nor waited");
    }

    /** Returns the waits that nothing has ended. Called without a lock, for each is asked under its own. */
    private Stream<Waiter> waits() {
        List<Waiter> joinedSoFar;
        lock.lock();
        try {
            joinedSoFar = List.copyOf(waiting);
        } finally {
            lock.unlock();
        }
        return joinedSoFar.stream().filter(waiter -> waiter.goesOnAt(clock));
    }

    private void awaitNews(BooleanSupplier condition, Supplier<String> problem) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long left = guardNanos();
        for (long seen = news(); !condition.getAsBoolean(); seen = news()) {
            lock.lockInterruptibly();
            try {
                while (news == seen && left > 0) {
                    left = joined.awaitNanos(left);
                }
            } finally {
                lock.unlock();
            }
            if (left <= 0) {
                throw new StalledClockException(
                        problem.get() + " on the clock within " + inWords(guard) + " of real time");
            }
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

    /** Lets those look again that wait for waiters. */
    void tell() {
        lock.lock();
        try {
            news++;
            joined.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many threads wait. */
    int count() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void join(Waiter waiter) {
        lock.lock();
        try {
            waiting.add(waiter);
            news++;
            joined.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void leave(Waiter waiter) {
        lock.lock();
        try {
            waiting.remove(waiter);
        } finally {
            lock.unlock();
        }
    }

    private StalledClockException stalled(long deadline) {
        Instant now = clock.instant();
        String until = deadline == Long.MAX_VALUE ? "without end" : "until " + clock.instantAt(deadline);
        return new StalledClockException("waited on a fake clock " + until + ", but it stands at " + now
                + " and nobody moved it for " + inWords(guard)
                + " of real time: advance it from another thread, after clock.awaitWaiters(1)");
    }

    Duration guard() {
        return guard;
    }

    private long guardNanos() {
        return guard.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? guard.toNanos() : Long.MAX_VALUE;
    }

    private static String inWords(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
