package dev.coordination.memory;

import dev.coordination.Arguments;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until a test moves it, with a scheduler on the same time.
 *
 * <p>Starts at 2030-01-02T03:04:05Z unless set, goes forward only, to the nanosecond, and at most 70,000 days from its
 * start. What waits on it, in {@link dev.coordination.Subscription#next} or in the scheduler's futures, is woken when the
 * clock reaches the end of the wait. There is no automatic advance: a wait that nobody's clock ends is a
 * {@link StalledClockException} after 10 seconds of real time unless set, counted from when the clock moved last.
 *
 * <p>Thread-safe. Threads that advance the clock take turns, and their steps add up.
 *
 * @since 0.1.0
 */
public final class FakeClock extends Clock {

    /** Far enough below {@link Long#MAX_VALUE} nanoseconds that the longest TTL never overflows from there. */
    private static final Duration LONGEST_RUN = Duration.ofDays(70_000);

    private static final Instant USUAL_START = Instant.parse("2030-01-02T03:04:05Z");
    private static final Duration USUAL_GUARD = Duration.ofSeconds(10);

    private final Instant start;
    private final FakeTime time = new FakeTime(this);
    private final Waiters waiters;
    private final TaskQueue tasks = new TaskQueue();
    private final AtomicInteger schedulers = new AtomicInteger();
    private final FakeScheduler scheduler;
    private final Listeners<Duration> moves = new Listeners<>();
    private final Listeners<SchedulerEvent> schedulerEvents = new Listeners<>();

    /** Guards nothing but whose turn it is to advance. Held while tasks run, which may advance again. */
    private final ReentrantLock turn = new ReentrantLock();

    /** Nanoseconds since the start. Written by the thread whose turn it is. */
    private volatile long nanos;

    private FakeClock(Instant start, Duration stallGuard) {
        this.start = start;
        this.waiters = new Waiters(this, stallGuard);
        this.scheduler = newNumberedScheduler();
    }

    /**
     * Returns a clock that stands at the usual start.
     *
     * @return a new clock
     * @since 0.1.0
     */
    public static FakeClock create() {
        return builder().build();
    }

    /**
     * Returns a builder of clocks.
     *
     * @return a new builder
     * @since 0.1.0
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Moves the clock forward: what expires within {@code duration} is gone when this returns, and the tasks of all its
     * schedulers that fell due have run, in due order, each at its own instant, on the calling thread. Tasks of one instant
     * run in the order in which they were scheduled, whatever their schedulers.
     *
     * <p>A task may schedule tasks and advance the clock itself. Zero runs what is due now.
     *
     * @param duration how far
     * @throws IllegalArgumentException if it is negative, or goes more than 70,000 days beyond the start; the clock stays
     * @since 0.1.0
     */
    public void advance(Duration duration) {
        checkForward(duration);
        turn.lock();
        try {
            moveTo(nanosAt(Duration.ofNanos(nanos), duration));
        } finally {
            turn.unlock();
        }
    }

    /**
     * Moves the clock forward to an instant, as {@link #advance} does.
     *
     * @param instant where to
     * @throws IllegalArgumentException if it is before the clock's, or more than 70,000 days beyond the start; the clock
     *     stays
     * @since 0.1.0
     */
    public void advanceTo(Instant instant) {
        Arguments.notNull("instant", instant);
        turn.lock();
        try {
            if (instant.isBefore(instant())) {
                throw new IllegalArgumentException("instant must not be before the clock's " + instant()
                        + ", a fake clock goes forward only, but was " + instant);
            }
            moveTo(nanosAt(Duration.ZERO, Duration.between(start, instant)));
        } finally {
            turn.unlock();
        }
    }

    private void checkForward(Duration duration) {
        if (Arguments.notNull("duration", duration).isNegative()) {
            throw new IllegalArgumentException("duration must not be negative, a fake clock goes forward only, but was "
                    + duration + " at " + instant());
        }
    }

    private long nanosAt(Duration from, Duration distance) {
        // Compared before it is added: the sum of two durations can overflow.
        if (distance.compareTo(LONGEST_RUN.minus(from)) > 0) {
            throw new IllegalArgumentException("a fake clock goes at most " + LONGEST_RUN.toDays()
                    + " days beyond its start " + start + ", but was to go " + distance + " from " + start.plus(from));
        }
        return from.plus(distance).toNanos();
    }

    private void moveTo(long target) {
        for (long due = tasks.nextDue(); due <= target; due = tasks.nextDue()) {
            step(due); // Before the task is taken: what a listener throws must not lose it.
            FakeTask<?> task = tasks.pollDue(nanos);
            if (task != null) {
                task.run();
            }
        }
        step(target);
    }

    /** Lets the time be {@code to}, unless a task has moved it further already. */
    private void step(long to) {
        long from = nanos;
        if (to <= from) {
            return;
        }
        nanos = to;
        Duration moved = Duration.ofNanos(to - from);
        try {
            moves.call(moved);
        } finally {
            waiters.wakeAll();
        }
    }

    /**
     * Returns the scheduler on this clock, the same on every call. Its tasks run in {@link #advance}, on the thread that
     * advances: nothing runs before, not even what was submitted without a delay.
     *
     * <p>After {@code shutdown} delayed tasks still run and periodic ones are cancelled, as with
     * {@link java.util.concurrent.ScheduledThreadPoolExecutor}. Cancelling never interrupts, for the thread is the test's.
     * What a task throws is in its future; what a command given to {@code execute} throws goes to the thread's uncaught
     * exception handler. Waiting for a future or for the termination is a wait on this clock.
     *
     * @return the scheduler
     * @since 0.1.0
     */
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /**
     * Returns another scheduler on this clock, as {@link #scheduler} is one, named by its number. Each node of a test has one
     * of its own in this way: shutting one down stops no other, and a node that restarts takes a new one.
     *
     * @return a new scheduler
     * @since 0.1.0
     */
    public ScheduledExecutorService newScheduler() {
        return newNumberedScheduler();
    }

    private FakeScheduler newNumberedScheduler() {
        return new FakeScheduler(this, tasks, Integer.toString(schedulers.incrementAndGet()));
    }

    /**
     * Returns another scheduler on this clock, with a name that messages tell it by.
     *
     * @param name the name, such as that of a node; need not be unique
     * @return a new scheduler
     * @since 0.1.0
     */
    public ScheduledExecutorService newScheduler(String name) {
        return new FakeScheduler(this, tasks, Arguments.notNull("name", name));
    }

    /**
     * Returns when at least so many threads wait on this clock, so that a test can move it only then.
     *
     * @param threads how many
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws StalledClockException if so many do not wait within the guard's length of real time
     * @since 0.1.0
     */
    public void awaitWaiters(int threads) throws InterruptedException {
        waiters.awaitCount(threads);
    }

    /**
     * Runs a call that waits on this clock, such as {@link dev.coordination.Subscription#next}, on a thread of its own, and
     * advances the clock once the call waits or has ended.
     *
     * @param <T> what the call returns
     * @param duration how far to advance
     * @param call the call
     * @return what the call returned
     * @throws Exception what the call threw
     * @throws IllegalArgumentException if the duration is refused as by {@link #advance}
     * @throws StalledClockException if the call neither waits nor ends within the guard's length of real time
     * @since 0.1.0
     */
    public <T> T during(Duration duration, Callable<T> call) throws Exception {
        checkForward(duration);
        return new Accompanied<>(waiters, Arguments.notNull("call", call)).run(() -> advance(duration));
    }

    /**
     * Calls a listener whenever the clock has moved, with how far, before the tasks that are due then run. It is called on
     * the thread that advances, at every single step: each due time of a task is one.
     *
     * @param listener the listener; what it throws ends the advance
     * @return what ends this: after it is closed the listener is not called again, except by a step that had begun
     * @since 0.1.0
     */
    public Registration onMove(Consumer<? super Duration> listener) {
        return moves.add(Arguments.notNull("listener", listener));
    }

    /**
     * Calls a listener with what happens on any scheduler of this clock and may go unseen otherwise: a task that throws, also
     * one given to {@code execute}, and a shutdown. It is called on the thread on which that happens.
     *
     * @param listener the listener; must not throw
     * @return what ends this
     * @since 0.1.0
     */
    public Registration onSchedulerEvent(Consumer<? super SchedulerEvent> listener) {
        return schedulerEvents.add(Arguments.notNull("listener", listener));
    }

    /** Tells of an event, at the present instant. */
    void tell(SchedulerEvent.Kind kind, String scheduler, @Nullable Throwable thrown) {
        schedulerEvents.call(new SchedulerEvent(kind, scheduler, instant(), thrown));
    }

    /** Returns the nanoseconds since the start. */
    long nanos() {
        return nanos;
    }

    /** Returns this clock's time, which backends follow. */
    FakeTime time() {
        return time;
    }

    Instant instantAt(long nanosSinceStart) {
        return start.plusNanos(nanosSinceStart);
    }

    Waiters waiters() {
        return waiters;
    }

    @Override
    public Instant instant() {
        return instantAt(nanos);
    }

    /**
     * Returns UTC.
     *
     * @return UTC
     * @since 0.1.0
     */
    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /**
     * Returns a view of this clock in another zone, which follows it.
     *
     * @param zone the zone
     * @return the view
     * @since 0.1.0
     */
    @Override
    public Clock withZone(ZoneId zone) {
        return new ZonedView(this, Arguments.notNull("zone", zone));
    }

    /** Returns the instant that the clock shows. */
    @Override
    public String toString() {
        return "FakeClock[" + instant() + "]";
    }

    /**
     * A listener that was added. Closing removes it, whoever else was added; closing again does nothing.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {

        /**
         * Removes the listener.
         *
         * @since 0.1.0
         */
        @Override
        void close();
    }

    /**
     * Builds clocks.
     *
     * @since 0.1.0
     */
    public static final class Builder {

        private Instant start = USUAL_START;
        private Duration stallGuard = USUAL_GUARD;

        private Builder() {}

        /**
         * Returns a builder with the same settings, which later changes of this one do not touch.
         *
         * @return a new builder
         * @since 0.1.0
         */
        public Builder copy() {
            return new Builder().startingAt(start).stallGuard(stallGuard);
        }

        /**
         * Lets the clock start at an instant; 2030-01-02T03:04:05Z unless set.
         *
         * @param start where the clock starts
         * @return this
         * @throws IllegalArgumentException if there are not 70,000 days after it
         * @since 0.1.0
         */
        public Builder startingAt(Instant start) {
            Arguments.notNull("start", start);
            if (start.isAfter(Instant.MAX.minus(LONGEST_RUN))) {
                throw new IllegalArgumentException("start must be at least " + LONGEST_RUN.toDays() + " days before "
                        + Instant.MAX + ", but was " + start);
            }
            this.start = start;
            return this;
        }

        /**
         * Sets how long, in real time, a thread may wait on a clock that nobody moves; 10 seconds unless set.
         *
         * @param stallGuard how long
         * @return this
         * @throws IllegalArgumentException if it is zero or negative
         * @since 0.1.0
         */
        public Builder stallGuard(Duration stallGuard) {
            Arguments.notNull("stallGuard", stallGuard);
            if (stallGuard.isZero() || stallGuard.isNegative()) {
                throw new IllegalArgumentException("stallGuard must be positive, but was " + stallGuard);
            }
            this.stallGuard = stallGuard;
            return this;
        }

        /**
         * Returns a clock.
         *
         * @return a new clock
         * @since 0.1.0
         */
        public FakeClock build() {
            return new FakeClock(start, stallGuard);
        }
    }
}
