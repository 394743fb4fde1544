// SPDX-License-Identifier: Apache-2.0
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
 * The threads that wait on a fake clock. Each waits on a condition of its own lock, and is woken by the thread that ends
 * its wait or by the clock when it reaches the deadline.
 *
 * <p>Lock order: a waiter's own lock, then {@link #lock}. So a thread that holds {@link #lock} never waits for another
 * waiter's lock.
 */
final class Waiters {

    private final FakeClock clock;
    private final AdvanceLock advanceLock;
    private final StallGuard guard;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** The waiters whose deadline the clock has not reached. Guarded by {@link #lock}. */
    private final TreeSet<Waiter> waiting = new TreeSet<>();

    /** The number of waits so far, which is the number of the next wait. Guarded by {@link #lock}. */
    private long joinCount;

    /** The number of threads that watch the waiters. */
    private final AtomicInteger watcherCount = new AtomicInteger();

    /** The number of changes so far that a watching thread may need to see. Guarded by {@link #lock}. */
    private long changes;

    Waiters(FakeClock clock, AdvanceLock advanceLock, StallGuard guard) {
        this.clock = clock;
        this.advanceLock = advanceLock;
        this.guard = guard;
    }

    /**
     * Waits, with the caller's lock held, until {@code done} is true or the clock has reached {@code deadline}, and returns
     * whether {@code done} is true. The thread that makes {@code done} true must signal the condition.
     *
     * @throws StalledClockException immediately if the calling thread is the one that moves the clock; otherwise if nobody
     *     moves the clock for the length of the stall guard
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
        if (advanceLock.isHeldByCurrentThread()) {
            throw new StalledClockException("a wait on the clock (" + clock.until(deadline)
                    + ") inside a task or listener that the clock runs can never end: the clock moves only after the task or"
                    + " listener has returned. Wait on another thread, or schedule a task for later");
        }
        Waiter waiter = join(held, condition, done, deadline);
        try {
            return awaitSignal(waiter);
        } finally {
            waiter.markLeft();
            remove(waiter);
        }
    }

    private boolean awaitSignal(Waiter waiter) throws InterruptedException {
        long began = guard.now();
        while (!waiter.done.getAsBoolean()) {
            if (waiter.isEnded()) {
                return false;
            }
            long left = guard.leftSinceMove(began);
            if (left <= 0) {
                throw stalled(waiter);
            }
            waiter.await(left);
            signalChange(); // The wait may have appeared to end, but it continues.
        }
        return true;
    }

    private StalledClockException stalled(Waiter waiter) {
        if (waiter.thread instanceof CallThread call && call.hasReachedEnd()) {
            return new StalledClockException(call.describeStall());
        }
        String due = clock.hasDueTask() ? "; a task is due, and clock.advance(Duration.ZERO) runs it" : "";
        return new StalledClockException(
                "waited on a fake clock " + clock.until(waiter.deadline) + ", but the clock stood at "
                        + clock.instant() + " and nobody moved it for " + guard
                        + ": make the call in clock.during(...), or advance the clock from another thread after clock.awaitWaiters(1)"
                        + due);
    }

    StallGuard guard() {
        return guard;
    }

    /**
     * Called when the clock has moved from an instant whose tasks have all run. Restarts the stall guard, and ends the
     * waits whose deadline is at or before that instant. Returns whether other waits have a deadline at or before the new
     * instant.
     */
    boolean moved(long from) {
        List<Waiter> ended;
        boolean others;
        lock.lock();
        try {
            if (!waiting.isEmpty() || advanceLock.hasQueuedThreads()) {
                guard.moved();
            }
            ended = removeDue(from);
            others = isFirstDue(clock.nanos());
        } finally {
            lock.unlock();
        }
        ended.forEach(Waiter::end);
        return others;
    }

    /** Ends the waits whose deadline is at or before an instant. */
    void endUntil(long nanos) {
        List<Waiter> ended;
        lock.lock();
        try {
            ended = removeDue(nanos);
        } finally {
            lock.unlock();
        }
        ended.forEach(Waiter::end); // Without the lock: see the lock order.
    }

    private List<Waiter> removeDue(long nanos) {
        List<Waiter> due = new ArrayList<>(0); // Usually stays empty.
        while (isFirstDue(nanos)) {
            due.add(waiting.pollFirst());
        }
        return due;
    }

    private boolean isFirstDue(long nanos) {
        return !waiting.isEmpty() && waiting.first().deadline <= nanos;
    }

    /** Blocks until at least {@code threads} threads wait. */
    void awaitCount(int threads) throws InterruptedException {
        awaitChange(
                () -> count() >= threads
                        && pendingWaits().count()
                                >= threads, // The first check is cheap, and fails until the last thread joins.
                () -> pendingWaits().count() + " of " + threads + " threads waited on the clock within " + guard);
    }

    /** Returns the waits that nothing has ended. Must be called without the lock: see the lock order. */
    private Stream<Waiter> pendingWaits() {
        List<Waiter> snapshot;
        lock.lock();
        try {
            snapshot = List.copyOf(waiting);
        } finally {
            lock.unlock();
        }
        return snapshot.stream().filter(waiter -> waiter.isPending(clock));
    }

    /**
     * Blocks until a condition holds. A thread that makes the condition hold, other than by beginning a wait, must call
     * {@link #signalChange}.
     *
     * @throws StalledClockException if the condition does not hold within the length of the stall guard; {@code message}
     *     supplies the message
     */
    void awaitChange(BooleanSupplier condition, Supplier<String> message) throws InterruptedException {
        if (!awaitChange(condition, guard)) {
            throw new StalledClockException(message.get());
        }
    }

    /** Does the same, but returns false if the condition does not hold within the length of {@code limit}. */
    boolean awaitChange(BooleanSupplier condition, StallGuard limit) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long began = limit.now();
        // Before the first check, so that a thread that makes the condition hold after that check wakes this one.
        watcherCount.incrementAndGet();
        try {
            for (long seenChanges = changes(); !condition.getAsBoolean(); seenChanges = changes()) {
                if (!changedAfter(seenChanges, began, limit)) {
                    return false;
                }
            }
            return true;
        } finally {
            watcherCount.decrementAndGet();
        }
    }

    /** Waits for a change after the given ones, and returns whether there was one within the length of the limit. */
    private boolean changedAfter(long seenChanges, long began, StallGuard limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (long left = limit.left(began); changes == seenChanges && left > 0; left = limit.left(began)) {
                long unusedLeft = changed.awaitNanos(left);
            }
            return changes != seenChanges;
        } finally {
            lock.unlock();
        }
    }

    private long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes the threads that watch the waiters. Costs almost nothing if there are none. */
    void signalChange() {
        if (watcherCount.get() == 0) {
            return;
        }
        lock.lock();
        try {
            changes++;
            changed.signalAll();
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
            Waiter waiter = new Waiter(held, condition, done, deadline, joinCount++);
            waiting.add(waiter);
            if (deadline <= clock.nanos()) { // The clock has just moved, and may not have seen this waiter.
                waiter.end();
            }
            if (waiter.thread instanceof CallThread call) {
                call.recordWait(waiter);
            }
            changes++;
            changed.signalAll();
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
