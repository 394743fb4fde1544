package dev.coordination.memory;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Runs a call on another thread and moves the clock from one wait of that call to the next, but not beyond a given end. The
 * clock stands still while the call runs without waiting.
 */
final class AccompaniedCall<T extends @Nullable Object> {

    private final FakeClock clock;
    private final long end;
    private final FutureTask<T> running;
    private final CallThread thread;

    AccompaniedCall(FakeClock clock, Callable<T> call, Duration duration, long end) {
        this.clock = clock;
        this.end = end;
        this.running = new FutureTask<>(call) {
            @Override
            protected void done() {
                clock.waiters().tell();
            }
        };
        this.thread = new CallThread(running, clock, duration, end);
    }

    T run() throws Exception {
        thread.start();
        try {
            for (Waiter wait = awaitWait(); wait != null; wait = awaitWait()) {
                clock.moveToTaskOr(Math.min(wait.deadline, end));
            }
            clock.moveTo(end);
            return running.get();
        } catch (ExecutionException e) {
            throw thrownBy(e);
        } finally {
            running.cancel(true); // Leaves no thread behind if this one fails or is interrupted.
        }
    }

    /** Returns the wait that moving the clock can end, or null when the call has ended. */
    private @Nullable Waiter awaitWait() throws InterruptedException {
        clock.waiters()
                .awaitNews(
                        () -> running.isDone() || thread.waits() && (!thread.isOver() || clock.hasDueTask()),
                        thread::problem);
        return running.isDone() ? null : thread.lastWait();
    }

    private static Exception thrownBy(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof Exception exception ? exception : e;
    }
}
