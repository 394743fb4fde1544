// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.spi.ClockedScheduler;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A scheduler of a node. Each task is an actor. At most as many tasks run at once as the scheduler has threads. */
final class NodeScheduler extends AbstractExecutorService implements ClockedScheduler {

    final ExploredNode node;
    final Run run;
    private final int threads;
    private final List<NodeTask<?>> tasks = new ArrayList<>();
    private long submitted;
    private int running;
    private boolean shutdown;

    NodeScheduler(ExploredNode node, int threads) {
        this.node = node;
        this.run = node.run;
        this.threads = threads;
    }

    @Override
    public Clock clock() {
        return node.clock();
    }

    // ---- for the tasks

    boolean isShutdownNow() {
        return shutdown;
    }

    /** Returns whether a thread is free for a task. Tasks that are due earlier come first. */
    boolean isNext(NodeTask<?> task) {
        int free = threads - running;
        if (free <= 0) {
            return false;
        }
        int before = 0;
        for (NodeTask<?> other : tasks) {
            if (!other.isRunning() && other.isBefore(task)) {
                before++;
            }
        }
        return before < free;
    }

    void began() {
        running++;
    }

    void ended(NodeTask<?> task, boolean again) {
        running--;
        if (!again) {
            tasks.remove(task);
        }
    }

    void remove(NodeTask<?> task) {
        tasks.remove(task);
    }

    // ---- submitting

    private <V> NodeTask<V> add(
            Callable<V> callable, long delayNanos, long period, boolean fixedRate, boolean command) {
        node.checkOwn(run.current(), () -> "schedules a task");
        run.accesses.ready();
        if (shutdown || !node.isAliveNow()) {
            throw new RejectedExecutionException("the scheduler of node " + node + " is shut down");
        }
        run.accesses.readTime();
        long due = run.time.after(Duration.ofNanos(Math.max(0, delayNanos)));
        NodeTask<V> task = new NodeTask<>(this, callable, due, period, fixedRate, submitted++, command);
        tasks.add(task);
        task.start(delayNanos <= 0 && period == 0);
        return task;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return add(Executors.callable(command), unit.toNanos(delay), 0, false, false);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return add(callable, unit.toNanos(delay), 0, false, false);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return add(Executors.callable(command), unit.toNanos(initialDelay), positive(period, unit), true, false);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return add(Executors.callable(command), unit.toNanos(initialDelay), positive(delay, unit), false, false);
    }

    private static long positive(long period, TimeUnit unit) {
        if (period <= 0) {
            throw new IllegalArgumentException("the period must be positive, but was " + period);
        }
        return unit.toNanos(period);
    }

    @Override
    public void execute(Runnable command) {
        NodeTask<?> unused = add(Executors.callable(command), 0, 0, false, true);
    }

    @Override
    public Future<?> submit(Runnable task) {
        return add(Executors.callable(task), 0, 0, false, false);
    }

    @Override
    public <T> Future<T> submit(Runnable task, T result) {
        return add(Executors.callable(task, result), 0, 0, false, false);
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
        return add(task, 0, 0, false, false);
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> callables) throws InterruptedException {
        List<NodeTask<T>> submittedTasks = new ArrayList<>();
        for (Callable<T> callable : callables) {
            submittedTasks.add(add(callable, 0, 0, false, false));
        }
        for (NodeTask<T> task : submittedTasks) {
            task.awaitDone(Step.NEVER);
        }
        return List.copyOf(submittedTasks);
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> callables) {
        throw new UnsupportedOperationException("invokeAny cannot be explored: use submit");
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        throw new UnsupportedOperationException(
                "this method of the scheduler cannot be explored: use submit or schedule");
    }

    // ---- ending

    @Override
    public void shutdown() {
        run.accesses.ready();
        shutdown = true;
        for (NodeTask<?> task : List.copyOf(tasks)) {
            if (task.isPeriodic()) {
                task.cancel(false);
            }
        }
    }

    @Override
    public List<Runnable> shutdownNow() {
        run.accesses.ready();
        shutdown = true;
        List<Runnable> waiting = new ArrayList<>();
        for (NodeTask<?> task : List.copyOf(tasks)) {
            if (task.isRunning()) {
                task.interrupt();
            } else {
                waiting.add(task);
                task.drop();
            }
        }
        return waiting;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && tasks.isEmpty();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        Actor actor = run.current();
        if (actor == null) {
            return isTerminated();
        }
        actor.throwInterrupt();
        run.accesses.readTime();
        long end = run.time.after(Duration.ofNanos(Math.max(0, unit.toNanos(timeout))));
        run.steps.make(
                node,
                Step.waiting(
                        "scheduler.awaitTermination",
                        Variant.OF_NODE,
                        () -> actor.interruptRequested || isTerminated(),
                        end,
                        Duration.ofNanos(unit.toNanos(timeout))),
                0,
                () -> null,
                (footprint, nothing) -> {});
        actor.throwInterrupt();
        return isTerminated();
    }

    @Override
    public String toString() {
        return "scheduler of node " + node;
    }
}
