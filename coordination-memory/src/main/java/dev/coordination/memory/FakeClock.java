package dev.coordination.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.ScheduledExecutorService;

/** Skeleton. */
public final class FakeClock extends Clock {
    private FakeClock() {}

    /** @return a clock at the usual start */
    public static FakeClock create() {
        throw new UnsupportedOperationException("skeleton");
    }

    /**
     * @param start where it starts
     * @return a clock
     */
    public static FakeClock startingAt(Instant start) {
        throw new UnsupportedOperationException("skeleton");
    }

    /** @param guard how long, in real time, a wait on this clock may last while nobody moves it; 10 s unless set */
    public void setStallGuard(Duration guard) {
        throw new UnsupportedOperationException("skeleton");
    }

    /** @param duration how far to go; zero runs what is due now */
    public void advance(Duration duration) {
        throw new UnsupportedOperationException("skeleton");
    }

    /** @param instant where to go */
    public void advanceTo(Instant instant) {
        throw new UnsupportedOperationException("skeleton");
    }

    /** @return the scheduler on this clock, the same on every call */
    public ScheduledExecutorService scheduler() {
        throw new UnsupportedOperationException("skeleton");
    }

    /**
     * @param threads returns when at least so many threads wait on this clock
     * @throws InterruptedException if interrupted
     */
    public void awaitWaiters(int threads) throws InterruptedException {
        throw new UnsupportedOperationException("skeleton");
    }

    @Override
    public Instant instant() {
        throw new UnsupportedOperationException("skeleton");
    }

    @Override
    public ZoneId getZone() {
        throw new UnsupportedOperationException("skeleton");
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("skeleton");
    }
}
