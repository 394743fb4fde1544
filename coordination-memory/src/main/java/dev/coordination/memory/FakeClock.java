package dev.coordination.memory;

import dev.coordination.Arguments;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
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

    private final Turn turn;

    /** Nanoseconds since the start. Written by the thread whose turn it is. */
    private volatile long nanos;

    /** Whether waits end at the present instant, once its tasks have run. Used by the thread whose turn it is. */
    private boolean waitsEndNow;

    FakeClock(Instant start, StallGuard guard) {
        this.start = start;
        this.turn = new Turn(guard);
        this.waiters = new Waiters(this, turn, guard);
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
     * Moves the clock forward. When this returns, everything that expires within {@code duration} is gone, and the tasks of all
     * schedulers that fell due have run: in due order, each at its own instant, on the calling thread. Tasks due at the same
     * instant run in the order in which they were scheduled, across all schedulers, and before waits that end at that instant.
     *
     * <p>A task may schedule tasks and advance the clock itself. Zero runs what is due now.
     *
     * @param duration how far
     * @throws IllegalArgumentException if it is negative, or goes more than 70,000 days beyond the start; the clock stays
     * @throws StalledClockException if another thread is moving the clock and makes no progress within the guard's length of
     *     real time, for example because it runs a task that waits for this thread; the clock is not moved
     * @throws dev.coordination.CoordinationException if this thread has to wait for another one that is moving the clock, and is
     *     interrupted before or while it waits; the interrupt status stays set, and the clock is not moved. An interrupted
     *     thread that need not wait does move the clock
     * @since 0.1.0
     */
    public void advance(Duration duration) {
        checkForward(duration);
        turn.take();
        try {
            runTo(nanosAt(Duration.ofNanos(nanos), duration));
        } finally {
            turn.end();
        }
    }

    /**
     * Moves the clock forward to an instant, as {@link #advance} does.
     *
     * @param instant where to
     * @throws IllegalArgumentException if it is before the clock's, or more than 70,000 days beyond the start; the clock
     *     stays
     * @throws StalledClockException as {@link #advance} does
     * @throws dev.coordination.CoordinationException as {@link #advance} does
     * @since 0.1.0
     */
    public void advanceTo(Instant instant) {
        Arguments.notNull(instant, "instant");
        turn.take();
        try {
            if (instant.isBefore(instant())) {
                throw new IllegalArgumentException("instant must not be before the clock's " + instant()
                        + ", a fake clock goes forward only, but was " + instant);
            }
            runTo(nanosAt(Duration.ZERO, Duration.between(start, instant)));
        } finally {
            turn.end();
        }
    }

    /**
     * Moves the clock to the instant at which the next task is due, and runs every task due at that instant, as
     * {@link #advance} does. If a task is already due, it runs without moving the clock.
     *
     * @return whether there was a task that is due no more than 70,000 days after the start
     * @throws StalledClockException as {@link #advance} does
     * @throws dev.coordination.CoordinationException as {@link #advance} does
     * @since 0.1.0
     */
    public boolean advanceToNextTask() {
        turn.take();
        try {
            long due = tasks.nextDue();
            if (due > LONGEST_RUN.toNanos()) {
                return false;
            }
            runTo(due);
            return true;
        } finally {
            turn.end();
        }
    }

    /**
     * Returns the pending tasks of all schedulers of this clock, in the order in which they will run. A periodic task is listed
     * once, with the instant at which it is due next, and is not listed while it runs.
     *
     * @return the tasks, an immutable snapshot
     * @since 0.1.0
     */
    public List<PendingTask> pendingTasks() {
        return tasks.those(task -> true).stream().map(FakeTask::pending).toList();
    }

    private void checkForward(Duration duration) {
        if (Arguments.notNull(duration, "duration").isNegative()) {
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

    /**
     * Moves to the instant of the first task, or to {@code limit} if that is earlier, and runs what is due then. If the clock is
     * already beyond it, only runs what is due.
     */
    void moveToTaskOr(long limit) {
        turn.take();
        try {
            runTo(Math.max(nanos, Math.min(limit, tasks.nextDue())));
        } finally {
            turn.end();
        }
    }

    /** Moves to {@code target}, and runs what is due by then. */
    void moveTo(long target) {
        turn.take();
        try {
            runTo(target);
        } finally {
            turn.end();
        }
    }

    /**
     * Called by the thread whose turn it is. Waits that end at an instant end after the tasks of that instant have run, so that
     * what a waiter finds then does not depend on which thread is faster.
     */
    private void runTo(long target) {
        try {
            for (long due = tasks.nextDue(); due <= target; due = tasks.nextDue()) {
                step(due); // Before the task is removed: an exception of a listener must not lose it.
                FakeTask<?> task = tasks.pollDue(nanos);
                if (task != null) {
                    task.run();
                }
            }
            step(target);
        } finally {
            if (waitsEndNow) {
                waitsEndNow = false;
                waiters.endUntil(nanos);
            }
        }
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
            waitsEndNow = waiters.moved(from);
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
     * Returns another scheduler on this clock, like {@link #scheduler}, named by its number. Use it to give each node of a test
     * its own scheduler: shutting one down does not stop the others, and a node that restarts takes a new one.
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
     * Returns another scheduler on this clock, with a name that identifies it in messages.
     *
     * @param name the name, such as that of a node; need not be unique
     * @return a new scheduler
     * @since 0.1.0
     */
    public ScheduledExecutorService newScheduler(String name) {
        return new FakeScheduler(this, tasks, Arguments.notNull(name, "name"));
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
     * Waits until the clock has been moved by a duration. This replaces {@link Thread#sleep} in code that follows this clock.
     *
     * @param duration how long; zero or less does not wait
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws StalledClockException if the clock is not moved for the guard's length of real time; immediately if called from a
     *     task or listener that this clock runs, where the wait could never end
     * @since 0.1.0
     */
    public void sleep(Duration duration) throws InterruptedException {
        long deadline = time.nanosAfter(Arguments.notNull(duration, "duration"));
        ReentrantLock own = new ReentrantLock();
        own.lock();
        try {
            waiters.await(own, own.newCondition(), () -> false, deadline);
        } finally {
            own.unlock();
        }
    }

    /**
     * Runs a call on another thread, and moves the clock from one wait of that call to the next. Each time the call waits on
     * this clock, the clock moves to the end of that wait, or to the next task that is due if that is earlier. So code that
     * waits several times, as in a loop or for a scheduled task, sees each wait take as long as it should.
     *
     * <p>When this returns, the clock has moved by exactly {@code duration}. Tasks that the call submits without a delay after
     * the clock has reached that end are run, too.
     *
     * @param <T> what the call returns
     * @param duration how far to advance
     * @param call the call
     * @return what the call returned
     * @throws Exception what the call threw
     * @throws IllegalArgumentException if the duration is refused as by {@link #advance}; the call is not made
     * @throws StalledClockException if the call neither waits nor returns within the guard's length of real time, or if it still
     *     waits that long after the clock has reached the end of the duration
     * @throws InterruptedException if the thread is interrupted before or while it waits for the call; the thread of the call
     *     is then interrupted, too
     * @since 0.1.0
     */
    public <T> T during(Duration duration, Callable<T> call) throws Exception {
        checkForward(duration);
        long end = nanosAt(Duration.ofNanos(nanos), duration);
        return new AccompaniedCall<>(this, Arguments.notNull(call, "call"), duration, end).run();
    }

    /**
     * Adds a listener that is called with the distance whenever the clock has moved, before the tasks that are due then run. It
     * is called on the thread that advances, at every step: each due time of a task is a step.
     *
     * @param listener the listener; if it throws, the advance ends with that exception
     * @return the registration: once it is closed the listener is not called again, except by a step that had already begun
     * @since 0.1.0
     */
    public Registration onMove(Consumer<? super Duration> listener) {
        return moves.add(Arguments.notNull(listener, "listener"));
    }

    /**
     * Adds a listener for events on any scheduler of this clock that may go unseen otherwise: a task that throws, including one
     * passed to {@code execute}, and a shutdown. It is called on the thread on which the event happens.
     *
     * @param listener the listener; must not throw
     * @return the registration, which removes the listener when it is closed
     * @since 0.1.0
     */
    public Registration onSchedulerEvent(Consumer<? super SchedulerEvent> listener) {
        return schedulerEvents.add(Arguments.notNull(listener, "listener"));
    }

    /** Reports an event, at the current instant. */
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

    /** Returns an instant of this clock, or {@link Instant#MAX} if it is beyond that. */
    Instant instantAt(long nanosSinceStart) {
        Duration sinceStart = Duration.ofNanos(nanosSinceStart);
        return start.isAfter(Instant.MAX.minus(sinceStart)) ? Instant.MAX : start.plus(sinceStart);
    }

    /** Returns the end of a wait in words. */
    String until(long deadline) {
        return deadline == Long.MAX_VALUE ? "without end" : "until " + instantAt(deadline);
    }

    /** Returns whether there is a task that is due and has not run. */
    boolean hasDueTask() {
        return tasks.nextDue() <= nanos;
    }

    /** Wakes the threads that wait for a task to be scheduled. */
    void scheduled() {
        waiters.tell();
    }

    Waiters waiters() {
        return waiters;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos);
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
        return new ZonedView(this, Arguments.notNull(zone, "zone"));
    }

    /** Returns the instant that the clock shows. */
    @Override
    public String toString() {
        return "FakeClock[" + instant() + "]";
    }

    /**
     * The registration of a listener. Closing it removes that listener and no other; closing it again does nothing.
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
            Arguments.notNull(start, "start");
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
            Arguments.notNull(stallGuard, "stallGuard");
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
            return new FakeClock(start, new StallGuard(stallGuard));
        }
    }
}
