// SPDX-License-Identifier: Apache-2.0
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
 * A clock that stands still until a test moves it, with schedulers that follow it.
 *
 * <p>By default it starts at 2030-01-02T03:04:05Z. It has nanosecond precision, and moves only forward and at most 70,000 days
 * beyond its start. Threads that wait on it, in {@link dev.coordination.Subscription#next} or for the futures of its
 * schedulers, wake when it reaches the end of their wait. It never moves by itself: a wait that nothing ends fails with a
 * {@link StalledClockException}, by default after 10 seconds of real time, counted from the last move of the clock.
 *
 * <p>Thread-safe. If several threads advance the clock, they do so one after the other, and their distances add up.
 *
 * @since 0.1.0
 */
public final class FakeClock extends Clock {

    /** Far enough below {@link Long#MAX_VALUE} nanoseconds that adding the longest TTL never overflows. */
    private static final Duration LONGEST_RUN = Duration.ofDays(70_000);

    private static final Instant DEFAULT_START = Instant.parse("2030-01-02T03:04:05Z");
    private static final Duration DEFAULT_GUARD = Duration.ofSeconds(10);

    private final Instant start;
    private final TaskQueue tasks = new TaskQueue();
    private final Waiters waiters;
    private final Advancer advancer;
    private final FakeTime time;
    private final AtomicInteger schedulers = new AtomicInteger();
    private final FakeScheduler scheduler;
    private final Listeners<SchedulerEvent> schedulerEvents = new Listeners<>();

    FakeClock(Instant start, StallGuard guard) {
        this.start = start;
        AdvanceLock lock = new AdvanceLock(guard);
        this.waiters = new Waiters(this, lock, guard);
        this.advancer = new Advancer(lock, tasks, waiters);
        this.time = new FakeTime(this, advancer);
        this.scheduler = newNumberedScheduler();
    }

    /**
     * {@return a new clock with the default settings}
     *
     * @since 0.1.0
     */
    public static FakeClock create() {
        return builder().build();
    }

    /**
     * {@return a new builder of clocks}
     *
     * @since 0.1.0
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Moves the clock forward. When this method returns, everything that expires within {@code duration} is gone, and all
     * tasks that fell due, on any scheduler, have run: in the order in which they were due, each at its own instant, on the
     * calling thread. Tasks due at the same instant run in the order in which they were scheduled, across all schedulers,
     * and before any wait that ends at that instant.
     *
     * <p>A task may schedule tasks and advance the clock itself. A duration of zero runs the tasks that are already due.
     *
     * @param duration how far to move
     * @throws IllegalArgumentException if the duration is negative, or leads more than 70,000 days beyond the start; the clock
     *     does not move
     * @throws StalledClockException if another thread is moving the clock and makes no progress for the length of the
     *     {@linkplain Builder#stallGuard stall guard}, for example because it runs a task that waits for this thread; the
     *     clock does not move
     * @throws dev.coordination.CoordinationException if another thread is moving the clock, and this thread is interrupted
     *     before or while it waits for that thread; the interrupt status stays set, and the clock does not move. An
     *     interrupted thread that need not wait moves the clock
     * @since 0.1.0
     */
    public void advance(Duration duration) {
        checkForward(duration);
        advancer.advance(() -> nanosAt(nanos(), duration));
    }

    /**
     * Moves the clock forward to an instant, as {@link #advance} does.
     *
     * @param instant where to move
     * @throws IllegalArgumentException if the instant is before the current one, or more than 70,000 days beyond the start; the
     *     clock does not move
     * @throws StalledClockException as {@link #advance} does
     * @throws dev.coordination.CoordinationException as {@link #advance} does
     * @since 0.1.0
     */
    public void advanceTo(Instant instant) {
        Arguments.notNull(instant, "instant");
        advancer.advance(() -> {
            if (instant.isBefore(instant())) {
                throw new IllegalArgumentException("instant must not be before the current " + instant()
                        + ", because a fake clock moves only forward, but was " + instant);
            }
            return nanosAt(0, Duration.between(start, instant));
        });
    }

    /**
     * Moves the clock to the instant at which the next task is due, and runs every task due at that instant, as
     * {@link #advance} does. If a task is already due, it runs and the clock does not move.
     *
     * @return whether there was a task that was due at most 70,000 days after the start
     * @throws StalledClockException as {@link #advance} does
     * @throws dev.coordination.CoordinationException as {@link #advance} does
     * @since 0.1.0
     */
    public boolean advanceToNextTask() {
        return advancer.advanceToNextTask(LONGEST_RUN.toNanos());
    }

    /**
     * Returns the pending tasks of all schedulers of this clock, in the order in which they will run. A periodic task is listed
     * once, with the instant at which it is due next, and is not listed while it runs.
     *
     * @return an immutable snapshot of the tasks
     * @since 0.1.0
     */
    public List<PendingTask> pendingTasks() {
        return tasks.matching(task -> true).stream().map(FakeTask::pending).toList();
    }

    private void checkForward(Duration duration) {
        if (Arguments.notNull(duration, "duration").isNegative()) {
            throw new IllegalArgumentException(
                    "duration must not be negative, because a fake clock moves only forward, but was " + duration
                            + " at " + instant());
        }
    }

    private long nanosAt(long from, Duration distance) {
        // Compared before they are added, because the sum of two durations can overflow.
        if (distance.compareTo(LONGEST_RUN.minusNanos(from)) > 0) {
            throw new IllegalArgumentException(
                    "a fake clock moves at most " + LONGEST_RUN.toDays() + " days beyond its start " + start
                            + ", but was to move " + distance + " from " + start.plusNanos(from));
        }
        return from + distance.toNanos();
    }

    /**
     * Returns the scheduler of this clock. Every call returns the same scheduler. Its tasks run in {@link #advance}, on the
     * thread that advances the clock. Nothing runs before then, not even a task that was submitted without a delay.
     *
     * <p>After {@code shutdown}, delayed tasks still run and periodic ones are cancelled, as in a
     * {@link java.util.concurrent.ScheduledThreadPoolExecutor}. Cancelling a task never interrupts it, because its thread
     * belongs to the test. The future of a task reports its exception; an exception thrown by a command passed to
     * {@code execute} goes to the thread's uncaught exception handler. Waiting for a future or for termination counts as a
     * wait on this clock.
     *
     * @return the scheduler
     * @since 0.1.0
     */
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /**
     * Returns another scheduler of this clock, like {@link #scheduler}, named by its number. Use it to give each node of a test
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
     * Returns another scheduler of this clock, with a name that identifies it in messages.
     *
     * @param name the name, such as that of a node; need not be unique
     * @return a new scheduler
     * @since 0.1.0
     */
    public ScheduledExecutorService newScheduler(String name) {
        return new FakeScheduler(this, tasks, Arguments.notNull(name, "name"));
    }

    /**
     * Blocks until at least {@code threads} threads wait on this clock. A test calls this before it moves the clock, so that
     * other threads do not begin to wait too late.
     *
     * @param threads the number of threads
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws StalledClockException if fewer threads are waiting when the length of the
     *     {@linkplain Builder#stallGuard stall guard} has passed
     * @since 0.1.0
     */
    public void awaitWaiters(int threads) throws InterruptedException {
        waiters.awaitCount(threads);
    }

    /**
     * Blocks until the clock has moved by a duration. This replaces {@link Thread#sleep} in code that follows this clock.
     *
     * @param duration how long to wait; zero or less does not wait
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws StalledClockException if the clock does not move for the length of the
     *     {@linkplain Builder#stallGuard stall guard}; immediately if called by a task or listener that this clock runs,
     *     where the wait could never end
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
     * Runs a call on another thread, and moves the clock from one wait of that call to the next. Whenever the call waits on
     * this clock, the clock moves to the end of that wait, or to the next task that is due if that is earlier. So if the
     * call waits several times, in a loop or for scheduled tasks, each wait takes as long as it should.
     *
     * <p>When this method returns, the clock has moved by exactly {@code duration}. Tasks that the call submits without a
     * delay run even if they are submitted after the clock has reached the end of the duration.
     *
     * @param <T> the type of the result
     * @param duration how far to move
     * @param call the call
     * @return the result of the call
     * @throws Exception if the call throws it
     * @throws IllegalArgumentException if {@link #advance} refuses the duration; the call is not made
     * @throws StalledClockException if the call neither waits nor returns for the length of the
     *     {@linkplain Builder#stallGuard stall guard}, or if it is still waiting that long after the clock has reached the
     *     end of the duration
     * @throws InterruptedException if the thread is interrupted before or while it waits for the call; the thread of the call
     *     is then interrupted, too
     * @since 0.1.0
     */
    public <T> T during(Duration duration, Callable<T> call) throws Exception {
        checkForward(duration);
        long end = nanosAt(nanos(), duration);
        return new DuringCall<>(this, advancer, Arguments.notNull(call, "call"), duration, end).run();
    }

    /**
     * Adds a listener that is called with the distance whenever the clock has moved, before the tasks that are now due run.
     * It is called on the thread that advances the clock. An advance moves the clock to each task's due time in turn, and
     * calls the listener each time.
     *
     * @param listener the listener; if it throws, the advance ends with that exception
     * @return a registration that removes the listener when it is closed; a move that has already begun may still call it
     * @since 0.1.0
     */
    public Registration onMove(Consumer<? super Duration> listener) {
        return advancer.onMove(Arguments.notNull(listener, "listener"));
    }

    /**
     * Adds a listener for events on any scheduler of this clock that may otherwise go unnoticed: a task that throws, including
     * a command passed to {@code execute}, and a shutdown. It is called on the thread on which the event happens.
     *
     * @param listener the listener; must not throw
     * @return a registration that removes the listener when it is closed
     * @since 0.1.0
     */
    public Registration onSchedulerEvent(Consumer<? super SchedulerEvent> listener) {
        return schedulerEvents.add(Arguments.notNull(listener, "listener"));
    }

    /** Reports an event at the current instant. */
    void report(SchedulerEvent.Kind kind, String scheduler, @Nullable Throwable thrown) {
        schedulerEvents.call(new SchedulerEvent(kind, scheduler, instant(), thrown));
    }

    /** Returns the nanoseconds since the start. */
    long nanos() {
        return advancer.nanos();
    }

    /** Returns this clock's time, which backends follow. */
    FakeTime time() {
        return time;
    }

    /** Returns an instant of this clock, or {@link Instant#MAX} if it is later than that. */
    Instant instantAt(long nanosSinceStart) {
        Duration sinceStart = Duration.ofNanos(nanosSinceStart);
        return start.isAfter(Instant.MAX.minus(sinceStart)) ? Instant.MAX : start.plus(sinceStart);
    }

    /** Returns a phrase for a wait with this deadline, such as "until 2030-01-02T03:04:05Z". */
    String until(long deadline) {
        return deadline == Long.MAX_VALUE ? "without a timeout" : "until " + instantAt(deadline);
    }

    /** Returns whether a task that has not run is due. */
    boolean hasDueTask() {
        return tasks.nextDue() <= nanos();
    }

    /** Wakes the threads that wait for a task to be scheduled. */
    void taskScheduled() {
        waiters.signalChange();
    }

    Waiters waiters() {
        return waiters;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos());
    }

    /**
     * {@return UTC}
     *
     * @since 0.1.0
     */
    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /**
     * {@return a view of this clock in another zone, which moves with this clock}
     *
     * @param zone the zone
     * @since 0.1.0
     */
    @Override
    public Clock withZone(ZoneId zone) {
        return new ZonedFakeClock(this, Arguments.notNull(zone, "zone"));
    }

    /** Returns a string with the current instant. */
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

        private Instant start = DEFAULT_START;
        private Duration stallGuard = DEFAULT_GUARD;

        private Builder() {}

        /**
         * Sets the instant at which the clock starts. The default is 2030-01-02T03:04:05Z.
         *
         * @param start the first instant of the clock
         * @return this builder
         * @throws IllegalArgumentException if the start is less than 70,000 days before {@link Instant#MAX}
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
         * Sets the stall guard: how long, in real time, a thread may wait while nobody moves the clock. The default is 10
         * seconds.
         *
         * @param stallGuard the length of the stall guard
         * @return this builder
         * @throws IllegalArgumentException if the length is zero or negative
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
         * {@return a new clock with the settings of this builder}
         *
         * @since 0.1.0
         */
        public FakeClock build() {
            return new FakeClock(start, new StallGuard(stallGuard));
        }
    }
}
