// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.contract.threads.BackgroundThreads;
import dev.coordination.junit.harness.Limits;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.junit.timeline.FakeClockBacked;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time control of one attempt at a test. It lengthens the unit, and measures how late the test is: how much more
 * time has passed than the test asked for.
 *
 * <p>On a busy machine, a test may look up a key too late, perhaps after its deadline. Such a failure proves nothing.
 * The margin of every test is one unit, so the failure of a test that was late by less is genuine.
 */
final class MeasuredTime implements TimeControl {

    /** A failure is not trusted if the test was late by at least a unit divided by this number. */
    private static final int UNTRUSTED_PARTS = 2;

    /** A test may take this many times its patience, which is how long it waits for a single event that must happen. */
    private static final int PATIENCE_OF_A_TEST = 6;

    /** Longer than the time after which a backend might discard state. */
    private static final Duration YEARS = Duration.ofDays(3_650);

    private final TimeControl delegate;
    private final int stretch;
    private final Limits limits;
    private final LongSupplier nanoTime;
    private final Consumer<? super Duration> onMove;

    private final long start;

    /** Whether the test depends on time at all. Guarded by this. */
    private boolean used;

    /** The part of the real time since the start for which the test asked to wait. Guarded by this. */
    private long asked;

    /** How much real time has passed in calls that let time pass, up to what each asked for. Guarded by this. */
    private long waited;

    /** The call that is letting time pass, if there is one. Guarded by this. */
    private @Nullable Passage current;

    /** Whether time is known to be moved instead of waited for, so that no call takes long. Guarded by this. */
    private boolean moved;

    /** A call that lets time pass. */
    private record Passage(long nanos, long began) {}

    /** How late the test was when its result no longer depended on time; null until then. Guarded by this. */
    private @Nullable Duration stoppedAt;

    /**
     * Creates a time control.
     *
     * @param limits the limits of the adapter; the unit is a multiple of their TTL step
     * @param nanoTime the clock by which lateness is measured
     * @param onMove receives the durations that the test asks for
     */
    MeasuredTime(
            TimeControl delegate,
            int stretch,
            Limits limits,
            LongSupplier nanoTime,
            Consumer<? super Duration> onMove) {
        this.delegate = delegate;
        this.stretch = stretch;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.onMove = onMove;
        this.start = nanoTime.getAsLong();
        this.moved = delegate instanceof FakeClockBacked && !delegate.isRealTime();
    }

    @Override
    public void advance(Duration duration) {
        onMove.accept(duration);
        begin(duration);
        delegate.advance(duration);
        end();
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
        begin(duration);
        T result = delegate.during(duration, call);
        end();
        return result;
    }

    private synchronized void begin(Duration duration) {
        current = new Passage(duration.toNanos(), nanoTime.getAsLong());
    }

    /**
     * Counts the duration that has just passed. If less real time than that has passed, the clock was moved instead,
     * and the duration is not part of the real time since the start.
     */
    private synchronized void end() {
        Passage ended = current;
        if (ended == null) {
            return;
        }
        current = null;
        long took = realTimeOf(ended);
        waited += took;
        if (took == ended.nanos) {
            asked += took;
        } else {
            moved = true;
        }
    }

    /** Returns how long a call has taken, up to the duration that it was asked for. */
    private long realTimeOf(Passage passage) {
        return Math.min(nanoTime.getAsLong() - passage.began, passage.nanos);
    }

    /**
     * Returns how long the test may take, as of now: several times its patience, plus the time that it has waited on
     * purpose, however long that is.
     */
    synchronized Duration limit() {
        Passage running = current;
        long now = running == null || moved ? 0 : realTimeOf(running);
        return patience().multipliedBy(PATIENCE_OF_A_TEST).plusNanos(waited + now);
    }

    /**
     * Returns how long to wait, in real time, for something that must happen. If the unit is long because the machine
     * or the backend is slow, this time is longer, too.
     */
    Duration patience() {
        Duration tenUnits = stretchedUnit().multipliedBy(10);
        boolean slow = delegate.isRealTime() && tenUnits.compareTo(BackgroundThreads.USUAL_PATIENCE) > 0;
        return slow ? tenUnits : BackgroundThreads.USUAL_PATIENCE;
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
    public boolean isRealTime() {
        return delegate.isRealTime();
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
        return limits.roundUp(delegate.unit().multipliedBy(stretch));
    }

    /** Returns whether letting time pass takes real time. If this is not known, lets a unit pass in order to find out. */
    boolean takesRealTime() {
        if (delegate instanceof FakeClockBacked || delegate.isRealTime()) {
            return delegate.isRealTime();
        }
        long began = nanoTime.getAsLong();
        advance(stretchedUnit());
        return stretchedUnit().compareTo(Duration.ofNanos(nanoTime.getAsLong() - began)) <= 0;
    }

    /** Ends the measurement, because the result of the test no longer depends on time. */
    synchronized void stop() {
        stoppedAt = lateness();
    }

    int stretch() {
        return stretch;
    }

    /** Returns how much more time has passed since the start than the test asked for, or zero if it never used a unit. */
    synchronized Duration lateness() {
        if (stoppedAt != null) {
            return stoppedAt;
        }
        return used ? Duration.ofNanos(nanoTime.getAsLong() - start - asked) : Duration.ZERO;
    }

    /** Returns whether being this late may be the only cause of a failure. */
    boolean isTooLate(Duration lateness) {
        return lateness.multipliedBy(UNTRUSTED_PARTS).compareTo(stretchedUnit()) >= 0;
    }
}
