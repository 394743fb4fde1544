package dev.coordination.parity;

import dev.coordination.junit.TimeControl;
import dev.coordination.memory.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Time on a real server. Its tasks live on a fake clock; before each of them, and at the end of every advance, the server
 * catches up with that clock, so that a task sees what its instant left.
 */
final class ServerTime implements TimeControl {

    private final Passage passage;
    private final Duration unit;
    private final FakeClock clock = FakeClock.create();
    private final ReentrantLock lock = new ReentrantLock();

    /** Where the server is, guarded by {@code lock}; behind the clock by less than a millisecond once it caught up. */
    private Instant reached = clock.instant();

    ServerTime(Passage passage, Duration unit) {
        this.passage = passage;
        this.unit = unit;
        clock.onMove(moved -> catchUp());
    }

    @Override
    public void advance(Duration duration) {
        clock.advance(duration);
    }

    /** The call waits in real time, if it waits; meanwhile what the server keeps grows older. */
    @Override
    public <T> T during(Duration duration, Callable<T> call) throws Exception {
        checkNotNegative(duration);
        FutureTask<T> running = new FutureTask<>(call);
        Thread thread = new Thread(running, "coordination-during");
        thread.setDaemon(true);
        thread.start();
        try {
            advance(duration);
            return running.get();
        } catch (ExecutionException e) {
            throw asThrown(e);
        } finally {
            running.cancel(true);
        }
    }

    private static Exception asThrown(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof Exception exception ? exception : e;
    }

    @Override
    public ScheduledExecutorService scheduler() {
        return clock.scheduler();
    }

    @Override
    public Duration unit() {
        return unit;
    }

    private void catchUp() {
        lock.lock();
        try {
            long millis = Duration.between(reached, clock.instant()).toMillis();
            if (millis > 0) {
                passage.pass(millis);
                reached = reached.plusMillis(millis);
            }
        } finally {
            lock.unlock();
        }
    }

    private static void checkNotNegative(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration must not be negative, but was " + duration);
        }
    }
}
