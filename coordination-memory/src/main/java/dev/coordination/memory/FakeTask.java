// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.memory.SchedulerEvent.Kind;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A task of a {@link FakeScheduler}. It stays in the queue until it is due, and waiting for it counts as a wait on the
 * clock.
 */
final class FakeTask<V extends @Nullable Object> extends FutureTask<V> implements RunnableScheduledFuture<V> {

    private final FakeScheduler scheduler;
    private final FakeClock clock;
    private final Recurrence recurrence;
    private final long sequence;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();

    /** When the task is due, in nanoseconds of the clock. Changes only while the task is not in the queue. */
    private volatile long due;

    /** Whether a thread is within {@link #run}. */
    private volatile boolean running;

    FakeTask(
            FakeScheduler scheduler,
            FakeClock clock,
            Callable<V> call,
            long due,
            long sequence,
            Recurrence recurrence) {
        super(call);
        this.scheduler = scheduler;
        this.clock = clock;
        this.due = due;
        this.sequence = sequence;
        this.recurrence = recurrence;
    }

    long due() {
        return due;
    }

    PendingTask pending() {
        return new PendingTask(clock.instantAt(due), scheduler.name(), isPeriodic());
    }

    boolean isOf(FakeScheduler candidate) {
        return scheduler == candidate;
    }

    @Override
    public void run() {
        running = true;
        try {
            if (!isPeriodic()) {
                super.run();
            } else if (runAndReset()) {
                due = recurrence.next(due, clock.nanos());
                scheduler.requeue(this);
            }
        } finally {
            running = false;
            if (isCancelled()) {
                scheduler.ended(this);
            }
        }
    }

    @Override
    public boolean isPeriodic() {
        return recurrence != Recurrence.NONE;
    }

    @Override
    protected void setException(Throwable thrown) {
        scheduler.reportThrown(isPeriodic() ? Kind.PERIODIC_TASK_THREW : Kind.TASK_THREW, thrown);
        super.setException(thrown); // Last, because it wakes the waiting threads.
    }

    /** Never interrupts, because the thread that runs the task belongs to the test. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return super.cancel(false);
    }

    @Override
    protected void done() {
        if (running && isCancelled()) {
            scheduler.cancelled(this); // It keeps running, and the scheduler terminates only after it has ended.
        } else {
            scheduler.ended(this);
        }
        lock.lock();
        try {
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        if (!isDone()) { // An interrupted thread still gets the result of a task that is done, as with any future.
            awaitDone(Long.MAX_VALUE);
        }
        return super.get();
    }

    @Override
    public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (!isDone() && !awaitDone(scheduler.nanosAfter(timeout, unit))) {
            throw new TimeoutException("the task had not run by " + clock.instant());
        }
        return super.get();
    }

    private boolean awaitDone(long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return clock.waiters().await(lock, ended, this::isDone, deadline);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(due - clock.nanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        if (!(other instanceof FakeTask<?> that) || !that.clock.equals(clock)) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
        return due != that.due ? Long.compare(due, that.due) : Long.compare(sequence, that.sequence);
    }

    @Override
    public String toString() {
        return super.toString() + " due at " + clock.instantAt(due);
    }
}
