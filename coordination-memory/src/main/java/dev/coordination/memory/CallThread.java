package dev.coordination.memory;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The thread of a call during which a clock is moved as far as an end. */
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

    /** Notes a wait of this thread. */
    void waitsAs(Waiter waiter) {
        lastWait = waiter;
    }

    /** Returns the wait that this thread began last, or null if it has not waited. */
    @Nullable
    Waiter lastWait() {
        return lastWait;
    }

    /** Returns whether this thread waits, and nothing has ended that. */
    boolean waits() {
        Waiter wait = lastWait;
        return wait != null && wait.goesOnAt(clock);
    }

    /** Returns whether the clock has reached the end. */
    boolean isOver() {
        return clock.nanos() >= end;
    }

    /** Returns why this call does not end. */
    String problem() {
        Waiter wait = lastWait;
        if (wait == null || !isOver()) {
            return "the call of during(" + duration + ") neither ended nor waited on the clock within "
                    + clock.waiters().guard();
        }
        return "the call of during(" + duration + ") still waited " + clock.until(wait.deadline)
                + " when its time was over at "
                + clock.instantAt(end) + ", and nothing else ended the wait within "
                + clock.waiters().guard() + ": give it a longer duration";
    }
}
