// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.memory.pacing.PacedCall;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Runs the call that was passed to {@link FakeClock#during} on another thread, and moves the clock from one wait of that
 * call to the next, but not beyond a given end. While the call is not waiting, the clock stands still, unless the call
 * sets the pace.
 */
final class DuringCall<T extends @Nullable Object> {

    /** How long a call that sets the pace may run between two looks at it. */
    private static final StallGuard LOOK = new StallGuard(Duration.ofMillis(10));

    private final FakeClock clock;
    private final Advancer advancer;
    private final long end;
    private final @Nullable PacedCall<T> paced;
    private final FutureTask<T> future;
    private final CallThread thread;

    DuringCall(FakeClock clock, Advancer advancer, Callable<T> call, Duration duration, long end) {
        this.clock = clock;
        this.advancer = advancer;
        this.end = end;
        this.paced = call instanceof PacedCall<T> own ? own : null;
        this.future = new FutureTask<>(call) {
            @Override
            protected void done() {
                clock.waiters().signalChange();
            }
        };
        this.thread = new CallThread(future, clock, duration, end);
    }

    T run() throws Exception {
        thread.start();
        try {
            for (Waiter wait = awaitNextWait(); wait != null; wait = awaitNextWait()) {
                advancer.advanceToNextTaskOr(Math.min(wait.deadline, end));
            }
            advancer.advance(() -> end);
            return future.get();
        } catch (ExecutionException e) {
            throw exceptionOf(e);
        } finally {
            future.cancel(true); // Ends the thread of the call if this thread fails or is interrupted.
        }
    }

    /**
     * Blocks until moving the clock can end a wait of the call, and returns that wait; returns null once the call has
     * ended.
     */
    private @Nullable Waiter awaitNextWait() throws InterruptedException {
        if (paced == null) {
            clock.waiters().awaitChange(this::canContinue, thread::describeStall);
        } else {
            awaitAtPace(paced);
        }
        return future.isDone() ? null : thread.lastWait();
    }

    /** A wait on the clock that nothing ends fails on the thread of the call. */
    private void awaitAtPace(PacedCall<T> call) throws InterruptedException {
        for (int look = 1; !clock.waiters().awaitChange(this::canContinue, LOOK); look++) {
            if (!thread.isWaiting()) {
                long target = clock.time().nanosAfter(call.pace(thread, look));
                advancer.advance(() -> Math.max(clock.nanos(), Math.min(target, end)));
            }
        }
    }

    private boolean canContinue() {
        return future.isDone() || thread.isWaiting() && (!thread.hasReachedEnd() || clock.hasDueTask());
    }

    private static Exception exceptionOf(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof Exception exception ? exception : e;
    }
}
