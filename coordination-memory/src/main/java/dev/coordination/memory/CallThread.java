// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The thread that runs the call passed to {@link FakeClock#during}. */
final class CallThread extends Thread {

    private final FakeClock clock;
    private final Duration duration;
    private final long end;

    private volatile @Nullable Waiter lastWait;

    CallThread(Runnable call, FakeClock clock, Duration duration, long end) {
        super(call, "coordination-during");
        this.clock = clock;
        this.duration = duration;
        this.end = end;
        setDaemon(true);
    }

    /** Records that this thread begins a wait. */
    void recordWait(Waiter waiter) {
        lastWait = waiter;
    }

    /** Returns the last wait that this thread began, or null if it has not waited. */
    @Nullable
    Waiter lastWait() {
        return lastWait;
    }

    /** Returns whether this thread is waiting and nothing has ended the wait. */
    boolean isWaiting() {
        Waiter wait = lastWait;
        return wait != null && wait.isPending(clock);
    }

    /** Returns whether the clock has reached the end of the duration. */
    boolean hasReachedEnd() {
        return clock.nanos() >= end;
    }

    /** Returns a message that says why the call does not end. */
    String describeStall() {
        Waiter wait = lastWait;
        if (wait == null || !hasReachedEnd()) {
            return "the call passed to during(" + duration + ") neither returned nor waited on the clock within "
                    + clock.waiters().guard();
        }
        return "the call passed to during(" + duration + ") was still waiting " + clock.until(wait.deadline)
                + " when the duration ended at "
                + clock.instantAt(end) + ", and nothing else ended the wait within "
                + clock.waiters().guard() + ": use a longer duration";
    }
}
