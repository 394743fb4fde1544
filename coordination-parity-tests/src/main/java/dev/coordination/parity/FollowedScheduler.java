package dev.coordination.parity;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A scheduler that lets somebody catch up with its clock before each task. */
final class FollowedScheduler implements ScheduledExecutorService {

    private final ScheduledExecutorService scheduler;
    private final Runnable catchUp;

    FollowedScheduler(ScheduledExecutorService scheduler, Runnable catchUp) {
        this.scheduler = scheduler;
        this.catchUp = catchUp;
    }

    private Runnable followed(Runnable task) {
        return () -> {
            catchUp.run();
            task.run();
        };
    }

    private <T> Callable<T> followed(Callable<T> task) {
        return () -> {
            catchUp.run();
            return task.call();
        };
    }

    private <T> List<Callable<T>> followed(Collection<? extends Callable<T>> tasks) {
        return tasks.stream().<Callable<T>>map(this::followed).toList();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return scheduler.schedule(followed(task), delay, unit);
    }

    @Override
    public <T> ScheduledFuture<T> schedule(Callable<T> task, long delay, TimeUnit unit) {
        return scheduler.schedule(followed(task), delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long first, long period, TimeUnit unit) {
        return scheduler.scheduleAtFixedRate(followed(task), first, period, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
        return scheduler.scheduleWithFixedDelay(followed(task), first, delay, unit);
    }

    @Override
    public void execute(Runnable task) {
        scheduler.execute(followed(task));
    }

    @Override
    public Future<?> submit(Runnable task) {
        return scheduler.submit(followed(task));
    }

    @Override
    public <T> Future<T> submit(Runnable task, T result) {
        return scheduler.submit(followed(task), result);
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
        return scheduler.submit(followed(task));
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
        return scheduler.invokeAll(followed(tasks));
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException {
        return scheduler.invokeAll(followed(tasks), timeout, unit);
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
        return scheduler.invokeAny(followed(tasks));
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return scheduler.invokeAny(followed(tasks), timeout, unit);
    }

    @Override
    public void shutdown() {
        scheduler.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return scheduler.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return scheduler.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return scheduler.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return scheduler.awaitTermination(timeout, unit);
    }
}
