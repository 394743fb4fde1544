// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.junit.contract.threads.Unchecked;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A task of a {@link NodeScheduler}. */
final class NodeTask<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {

    private final NodeScheduler scheduler;
    private final Run run;
    private final long period;
    private final boolean fixedRate;
    private final long number;

    /** Whether nobody has its future, so that an exception would go unnoticed. */
    private final boolean command;

    private long due;
    private boolean running;
    private boolean stopsNext;
    private @Nullable Actor actor;

    NodeTask(
            NodeScheduler scheduler,
            Callable<V> callable,
            long due,
            long period,
            boolean fixedRate,
            long number,
            boolean command) {
        super(callable);
        this.scheduler = scheduler;
        this.run = scheduler.run;
        this.due = due;
        this.period = period;
        this.fixedRate = fixedRate;
        this.number = number;
        this.command = command;
    }

    void start(boolean atOnce) {
        actor = run.add(scheduler.node.freeName("task"), scheduler.node, step(!atOnce), this::fire, this::next);
    }

    private Step step(boolean idle) {
        return Step.due("runs a task", Variant.OF_NODE, () -> scheduler.isNext(this), due, idle);
    }

    private @Nullable Step next() {
        return stopsNext || isDone() || period != 0 && scheduler.isShutdownNow() ? null : step(true);
    }

    boolean isRunning() {
        return running;
    }

    boolean isBefore(NodeTask<?> other) {
        return due < other.due || due == other.due && number < other.number;
    }

    /** Runs the task. Called on the thread of its actor. */
    private void fire() {
        Actor current = run.current();
        if (current == null || run.steps.start(current) == null) {
            return; // The node pauses, so the task runs later.
        }
        running = true;
        scheduler.began();
        try {
            if (period == 0) {
                run();
                stopsNext = true;
            } else {
                stopsNext = !runAndReset();
                due = fixedRate ? due + period : run.time.after(Duration.ofNanos(period));
            }
        } finally {
            running = false;
            scheduler.ended(this, next() != null);
        }
    }

    @Override
    protected void setException(Throwable thrown) {
        if (thrown instanceof Error || command && !run.isInjected(thrown)) {
            super.setException(thrown);
            throw Unchecked.asIs(thrown);
        }
        super.setException(thrown);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        run.accesses.ready();
        boolean cancelled = super.cancel(false);
        if (cancelled) {
            if (running && mayInterruptIfRunning) {
                interrupt();
            } else if (!running) {
                drop();
            }
        }
        return cancelled;
    }

    void interrupt() {
        if (actor != null) {
            actor.interrupt();
        }
    }

    /** Removes the task, which has not begun. */
    void drop() {
        run.accesses.readTime(); // If time passed first, the task might begin.
        scheduler.remove(this);
        if (actor != null && actor.carrier == null) {
            actor.finished = true;
            actor.pending = null;
        }
    }

    /** Waits until the task is done, or until a deadline. */
    void awaitDone(long deadline) throws InterruptedException {
        Actor waiting = run.current();
        if (waiting == null) {
            return;
        }
        waiting.throwInterrupt();
        run.steps.make(
                scheduler.node,
                Step.waiting("future.get", Variant.OF_NODE, () -> waiting.interruptRequested || isDone(), deadline),
                0,
                () -> null,
                (footprint, nothing) -> {});
        waiting.throwInterrupt();
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        awaitDone(Step.NEVER);
        checkDone();
        return super.get();
    }

    @Override
    public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        run.accesses.readTime();
        awaitDone(run.time.after(Duration.ofNanos(unit.toNanos(timeout))));
        if (!isDone()) {
            throw new TimeoutException();
        }
        return super.get();
    }

    private void checkDone() {
        if (!isDone()) {
            throw new IllegalStateException(
                    "the task has not run: while no node runs, a task runs only in nodes.advance(...) and nodes.eventually(...)");
        }
    }

    @Override
    public boolean isPeriodic() {
        return period != 0;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        run.accesses.readTime();
        return unit.convert(due - run.time.now(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
