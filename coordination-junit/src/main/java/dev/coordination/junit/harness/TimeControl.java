// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

import dev.coordination.Arguments;
import dev.coordination.memory.FakeClock;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * Lets time pass on a backend: with a fake clock on the in-memory adapter, by shifting every TTL on a real server, or
 * by waiting if an adapter supports nothing better (T-01).
 *
 * <p>Time controls are thread-safe. A test that uses a time control but no {@link FakeClock} runs on every adapter.
 *
 * @since 0.1.0
 */
public interface TimeControl {

    /**
     * Returns the time control of a fake clock; its unit is a minute.
     *
     * @param clock the clock
     * @return the time control
     * @since 0.1.0
     */
    static TimeControl of(FakeClock clock) {
        return new FakeTime(Arguments.notNull(clock, "clock"), Duration.ofMinutes(1), true);
    }

    /**
     * Returns the time control of a fake clock that a backend follows: for an adapter that takes a clock and also keeps
     * data on a server whose TTLs can be shortened. Whenever the clock moves, by this time control or otherwise, the
     * backend moves with it, before the tasks of that instant run.
     *
     * @param clock the clock
     * @param unit the time unit, rounded up to a whole millisecond; a long unit costs nothing, so a minute is a good
     *     choice
     * @param shift subtracts a given duration, a positive number of whole milliseconds, from all TTLs on the backend:
     *     entries that expire within it are gone when the call returns. Called by one thread at a time: the one that
     *     moves the clock
     * @return the time control
     * @throws IllegalArgumentException if the unit is zero, negative or more than 36,500 days
     * @since 0.1.0
     */
    static TimeControl following(FakeClock clock, Duration unit, Consumer<? super Duration> shift) {
        Arguments.notNull(clock, "clock");
        TimeControl time = new FakeTime(clock, Follower.unit(unit), false);
        clock.onMove(new Follower(Arguments.notNull(shift, "shift")));
        return time;
    }

    /**
     * Returns a time control for a backend that runs in real time and whose time cannot be moved: it waits for time to
     * pass, as measured by {@link System#nanoTime}.
     *
     * <p>If a wait is interrupted, the time control throws an {@link IllegalStateException}, and the interrupt status
     * stays set.
     *
     * @param unit the time unit, rounded up to a whole millisecond; longer than most pauses of this machine
     * @return the time control
     * @throws IllegalArgumentException if the unit is zero, negative or more than 36,500 days
     * @since 0.1.0
     */
    static TimeControl inRealTime(Duration unit) {
        return inRealTime(unit, RealTime::pass);
    }

    /**
     * Returns a time control that waits according to the backend's own clock, for backends whose clock may differ from
     * this machine's.
     *
     * @param unit the time unit, rounded up to a whole millisecond; longer than most pauses of this machine
     * @param wait waits until a given duration, a positive number of whole milliseconds, has passed on the backend:
     *     entries that expire within it are gone when the call returns. Called by one thread at a time
     * @return the time control
     * @throws IllegalArgumentException if the unit is zero, negative or more than 36,500 days
     * @since 0.1.0
     */
    static TimeControl inRealTime(Duration unit, Consumer<? super Duration> wait) {
        return new SteppedTime(unit, Arguments.notNull(wait, "wait"), false);
    }

    /**
     * Returns a time control for a backend that runs in real time but whose TTLs can be shortened.
     *
     * @param unit the time unit, rounded up to a whole millisecond; a long unit costs nothing, so a minute is a good
     *     choice
     * @param shift subtracts a given duration, a positive number of whole milliseconds, from all TTLs on the backend:
     *     entries that expire within it are gone when the call returns. Called by one thread at a time
     * @return the time control
     * @throws IllegalArgumentException if the unit is zero, negative or more than 36,500 days
     * @since 0.1.0
     */
    static TimeControl shifted(Duration unit, Consumer<? super Duration> shift) {
        return new SteppedTime(unit, Arguments.notNull(shift, "shift"), true);
    }

    /**
     * Makes time pass. When this method returns, everything that expires within {@code duration} is gone, and all due
     * tasks of every scheduler have run: in the order in which they fell due, each at its own instant, on the calling
     * thread.
     *
     * @param duration how much time passes; zero runs the tasks that are due now
     * @throws IllegalArgumentException if the duration is negative
     * @since 0.1.0
     */
    void advance(Duration duration);

    /**
     * Runs a blocking call, such as {@link dev.coordination.Subscription#next}, on a thread of its own while time
     * passes.
     *
     * <p>While the call waits on a fake clock or for a task of a scheduler, the time passes from one wait to the next, as
     * in {@link FakeClock#during}. Otherwise time stands still, for example during a request, unless it passes only as
     * fast as in reality. But once the call has been blocked in real time for about a fifth of a second, or busy for about
     * a second, all of the time that is left passes at once, and the method returns when the call does. With the time
     * control {@linkplain #of of a fake clock} alone, a wait in real time does not let time pass, and fails as in
     * {@code FakeClock.during}.
     *
     * <p>Tasks that the call submits to a scheduler without a delay are run. When this method returns, at least
     * {@code duration} has passed.
     *
     * @param <T> what the call returns
     * @param duration how much time passes
     * @param call the call
     * @return what the call returned
     * @throws Exception what the call threw
     * @throws IllegalArgumentException if the duration is negative
     * @throws dev.coordination.memory.StalledClockException if the call is still waiting on a fake clock, or for a task, 10
     *     seconds of real time after the time has passed; also as in {@code FakeClock.during}
     * @throws InterruptedException if the thread is interrupted before or while it waits for the call; the thread of the
     *     call is then interrupted, too
     * @since 0.1.0
     */
    <T> T during(Duration duration, Callable<T> call) throws Exception;

    /**
     * Returns the scheduler whose tasks run as time passes; always the same one.
     *
     * @return the scheduler
     * @since 0.1.0
     */
    ScheduledExecutorService scheduler();

    /**
     * Returns a new scheduler for another node: its tasks also run as time passes, and shutting it down does not stop
     * other schedulers. A node that restarts takes a new one.
     *
     * @param node the name of the node, for messages; need not be unique
     * @return a new scheduler
     * @since 0.1.0
     */
    ScheduledExecutorService newScheduler(String node);

    /**
     * Returns the clock that this time control moves, for code that takes one. With a fake clock, it is that clock; on a server
     * whose TTLs are shifted, the clock of this machine plus the total shift; in real time, the clock of this machine.
     *
     * @return the clock, in UTC
     * @since 0.1.0
     */
    Clock clock();

    /**
     * Returns whether time passes here only as fast as in reality, so that a long {@linkplain #unit unit} means a slow
     * machine or backend. The contract then waits up to 10 units, if that is longer than its usual 10 seconds, for what
     * must happen. The default implementation returns {@code false}.
     *
     * @return whether time is waited for rather than moved
     * @since 0.1.0
     */
    default boolean isRealTime() {
        return false;
    }

    /**
     * Returns the time unit of the contract, which tests rules about time with TTLs of several units and margins of one
     * unit. A fake clock or a shift can use a minute. In real time, the unit should be the shortest duration that this
     * machine can measure reliably.
     *
     * @return a positive duration in whole milliseconds
     * @since 0.1.0
     */
    Duration unit();
}
