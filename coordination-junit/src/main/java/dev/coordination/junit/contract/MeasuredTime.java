// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.harness.TimeControl;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The time control of one attempt at a test. It lengthens the unit, and measures how late the test is: how much more
 * time has passed than it asked for.
 *
 * <p>On a busy machine, a test may look up a key too late, perhaps after its deadline. Such a failure proves nothing.
 * The margin of every test is one unit, so the failure of a test that was late by less is genuine.
 */
final class MeasuredTime implements TimeControl {

    /** A failure is not trusted if the test was late by at least a unit divided by this number. */
    private static final int UNTRUSTED_PARTS = 2;

    /** Longer than the time after which a backend might discard state. */
    private static final Duration YEARS = Duration.ofDays(3_650);

    private final TimeControl delegate;
    private final int stretch;
    private final LongSupplier nanoTime;
    private final Consumer<? super Duration> onMove;

    private final long start;

    /** Whether the test depends on time at all. Guarded by this. */
    private boolean used;

    /** How much of the time since the start the test has asked to wait for. Guarded by this. */
    private long asked;

    /**
     * Creates a time control.
     *
     * @param nanoTime the clock that lateness is measured by
     * @param onMove receives the durations that the test asks for
     */
    MeasuredTime(TimeControl delegate, int stretch, LongSupplier nanoTime, Consumer<? super Duration> onMove) {
        this.delegate = delegate;
        this.stretch = stretch;
        this.nanoTime = nanoTime;
        this.onMove = onMove;
        this.start = nanoTime.getAsLong();
    }

    @Override
    public void advance(Duration duration) {
        onMove.accept(duration);
        long began = nanoTime.getAsLong();
        delegate.advance(duration);
        count(duration, nanoTime.getAsLong() - began);
    }

    /** Lets ten years pass if time can be moved, or four units if the test has to wait. */
    void advanceFar() {
        long began = nanoTime.getAsLong();
        advance(unit());
        boolean waited = unit().compareTo(Duration.ofNanos(nanoTime.getAsLong() - began)) <= 0;
        advance(waited ? unit().multipliedBy(3) : YEARS);
    }

    @Override
    public <T> T during(Duration duration, Callable<T> call) throws Exception {
        onMove.accept(duration);
        long began = nanoTime.getAsLong();
        T result = delegate.during(duration, call);
        count(duration, nanoTime.getAsLong() - began);
        return result;
    }

    /**
     * Counts a duration that was waited for. If it took less real time than its length, the clock was moved instead,
     * and real time passes in addition.
     */
    private synchronized void count(Duration duration, long took) {
        if (duration.compareTo(Duration.ofNanos(took)) <= 0) {
            asked += duration.toNanos();
        }
    }

    @Override
    public ScheduledExecutorService scheduler() {
        return delegate.scheduler();
    }

    @Override
    public ScheduledExecutorService newScheduler(String node) {
        return delegate.newScheduler(node);
    }

    @Override
    public Clock clock() {
        return delegate.clock();
    }

    @Override
    public Duration unit() {
        synchronized (this) {
            used = true;
        }
        return stretchedUnit();
    }

    /** Returns the unit, without counting this as a use of time by the test. */
    Duration stretchedUnit() {
        return delegate.unit().multipliedBy(stretch);
    }

    /** Returns how much more time passed than the test asked for since this was created, or zero if it never used a unit. */
    synchronized Duration lateness() {
        return used ? Duration.ofNanos(nanoTime.getAsLong() - start - asked) : Duration.ZERO;
    }

    /** Returns whether being this late may be the only cause of a failure. */
    boolean isTooLate(Duration lateness) {
        return lateness.multipliedBy(UNTRUSTED_PARTS).compareTo(stretchedUnit()) >= 0;
    }
}
