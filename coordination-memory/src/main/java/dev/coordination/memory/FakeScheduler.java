// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.Arguments;
import dev.coordination.memory.SchedulerEvent.Kind;
import dev.coordination.spi.ClockedScheduler;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A scheduler that follows a {@link FakeClock}, which runs the tasks as it moves. */
final class FakeScheduler implements ClockedScheduler {

    private final FakeClock clock;
    private final TaskQueue queue;
    private final String name;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition terminated = lock.newCondition();

    /** The tasks that may still run, including the one that is running. Guarded by {@link #lock}. */
    private final Set<FakeTask<?>> live = new HashSet<>();

    /** Guarded by {@link #lock}. */
    private boolean shutdown;

    FakeScheduler(FakeClock clock, TaskQueue queue, String name) {
        this.clock = clock;
        this.queue = queue;
        this.name = name;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return schedule(Executors.callable(Arguments.notNull(command, "command")), delay, unit);
    }

    @Override
    public <V extends @Nullable Object> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return add(callable, delay, unit, Recurrence.NONE);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return addPeriodic(command, initialDelay, unit, Recurrence.fixedRate(positiveNanos("period", period, unit)));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return addPeriodic(command, initialDelay, unit, Recurrence.fixedDelay(positiveNanos("delay", delay, unit)));
    }

    private ScheduledFuture<?> addPeriodic(Runnable command, long initialDelay, TimeUnit unit, Recurrence recurrence) {
        return add(Executors.callable(Arguments.notNull(command, "command")), initialDelay, unit, recurrence);
    }

    private <V extends @Nullable Object> FakeTask<V> add(
            Callable<V> call, long delay, TimeUnit unit, Recurrence recurrence) {
        Arguments.notNull(call, "callable");
        Arguments.notNull(unit, "unit");
        FakeTask<V> task = enqueue(call, nanosAfter(Math.max(0, delay), unit), recurrence);
        clock.taskScheduled();
        return task;
    }

    private <V extends @Nullable Object> FakeTask<V> enqueue(Callable<V> call, long due, Recurrence recurrence) {
        lock.lock();
        try {
            if (shutdown) {
                throw new RejectedExecutionException(this + " is shut down");
            }
            FakeTask<V> task = new FakeTask<>(this, clock, call, due, queue.nextSequence(), recurrence);
            live.add(task);
            queue.add(task);
            return task;
        } finally {
            lock.unlock();
        }
    }

    String name() {
        return name;
    }

    /** Queues a periodic task again after it has run, unless the scheduler was shut down during that run. */
    void requeue(FakeTask<?> task) {
        boolean continues;
        lock.lock();
        try {
            continues = !shutdown && live.contains(task);
            if (continues) {
                queue.add(task);
            }
        } finally {
            lock.unlock();
        }
        if (!continues) {
            task.cancel(false);
        }
    }

    /** Reports an exception that a task of this scheduler threw. */
    void reportThrown(Kind kind, Throwable thrown) {
        clock.report(kind, name, thrown);
    }

    /** Records that a task was cancelled while it was running: it does not run again. */
    void cancelled(FakeTask<?> task) {
        queue.remove(task);
    }

    /** Forgets a task that has ended, or that was cancelled while it was not running. */
    void ended(FakeTask<?> task) {
        lock.lock();
        try {
            queue.remove(task);
            live.remove(task);
            terminated.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void execute(Runnable command) {
        Arguments.notNull(command, "command");
        Future<?> unused = submit(() -> runUncaught(command));
    }

    private void runUncaught(Runnable command) {
        try {
            command.run();
        } catch (Throwable e) { // No future reports it.
            reportThrown(Kind.TASK_THREW, e);
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
        return schedule(task, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(Runnable task, T result) {
        return submit(Executors.callable(task, result));
    }

    @Override
    public Future<?> submit(Runnable task) {
        return schedule(task, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
            throws InterruptedException {
        return invokeAll(tasks, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> invokeAll(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit) throws InterruptedException {
        long deadline = nanosAfter(timeout, unit);
        List<Future<T>> futures = new ArrayList<>();
        try {
            tasks.forEach(task -> futures.add(submit(task)));
            for (Future<T> future : futures) {
                if (!awaitUntil(deadline, future)) {
                    break;
                }
            }
            return futures;
        } finally {
            futures.forEach(future -> future.cancel(false));
        }
    }

    private boolean awaitUntil(long deadline, Future<?> future) throws InterruptedException {
        try {
            future.get(deadline - clock.nanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | CancellationException e) {
            return true; // The future reports it to the caller.
        } catch (TimeoutException e) {
            return false;
        }
    }

    @Override
    public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        try {
            return invokeAny(tasks, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("a wait without a timeout timed out", e);
        }
    }

    /** Runs the tasks one after the other, so that the result does not depend on chance. */
    @Override
    public <T extends @Nullable Object> T invokeAny(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = nanosAfter(timeout, unit);
        ExecutionException failure = null;
        for (Callable<T> task : tasks) {
            Future<T> future = submit(task);
            try {
                return future.get(deadline - clock.nanos(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                failure = e;
            } finally {
                future.cancel(false);
            }
        }
        if (failure == null) {
            throw new IllegalArgumentException("tasks must not be empty");
        }
        throw failure;
    }

    @Override
    public void shutdown() {
        List<FakeTask<?>> cancelled;
        boolean first;
        lock.lock();
        try {
            first = !shutdown;
            shutdown = true;
            cancelled = queue.matching(task -> task.isOf(this) && task.isPeriodic());
            terminated.signalAll();
        } finally {
            lock.unlock();
        }
        cancelled.forEach(task -> task.cancel(false));
        reportShutdown(first);
    }

    @Override
    public List<Runnable> shutdownNow() {
        List<FakeTask<?>> neverRun;
        boolean first;
        lock.lock();
        try {
            first = !shutdown;
            shutdown = true;
            // A task that is just beginning to run is no longer in the queue, and so is not returned.
            neverRun = queue.matching(task -> task.isOf(this) && queue.remove(task));
            neverRun.forEach(live::remove);
            terminated.signalAll();
        } finally {
            lock.unlock();
        }
        reportShutdown(first);
        return List.copyOf(neverRun);
    }

    private void reportShutdown(boolean first) {
        if (first) {
            clock.report(Kind.SHUT_DOWN, name, null);
        }
    }

    @Override
    public boolean isShutdown() {
        lock.lock();
        try {
            return shutdown;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isTerminated() {
        lock.lock();
        try {
            return shutdown && live.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return clock.waiters().await(lock, terminated, this::isTerminated, nanosAfter(timeout, unit));
        } finally {
            lock.unlock();
        }
    }

    long nanosAfter(long delay, TimeUnit unit) {
        return clock.time().nanosAfter(Duration.ofNanos(unit.toNanos(delay)));
    }

    private static long positiveNanos(String argument, long value, TimeUnit unit) {
        Arguments.notNull(unit, "unit");
        if (value <= 0) {
            throw new IllegalArgumentException(argument + " must be positive, but was " + value + " " + unit);
        }
        return unit.toNanos(value);
    }

    @Override
    public String toString() {
        return "scheduler " + name + " of " + clock;
    }
}
