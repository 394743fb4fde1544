// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coordination.junit.timeline.FakeClockBacked;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.StalledClockException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests {@link TimeControl#during} of every time control. */
@ParameterizedClass
@EnumSource
class TimeDuringCallTest {

    private static final Duration MINUTE = ofMinutes(1);

    /** A time control, on a backend that takes no real time to follow. */
    enum Control {
        FAKE(() -> TimeControl.of(FakeClock.create())),
        FOLLOWING(() -> TimeControl.following(FakeClock.create(), MINUTE, passed -> {})),
        SHIFTED(() -> TimeControl.shifted(MINUTE, passed -> {})),
        IN_REAL_TIME(() -> TimeControl.inRealTime(MINUTE, passed -> {}));

        private final Supplier<TimeControl> control;

        Control(Supplier<TimeControl> control) {
            this.control = control;
        }
    }

    /** Time passes in real time while a call runs, but not by as much as this. */
    private final Duration tolerance;

    private final TimeControl time;
    private final FakeClock clock;
    private final Instant start;
    private final ScheduledExecutorService scheduler;
    private final boolean realTimeWaits;
    private final List<Duration> seen = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch open = new CountDownLatch(1);

    TimeDuringCallTest(Control control) {
        time = control.control.get();
        clock = ((FakeClockBacked) time).fakeClock();
        start = clock.instant();
        scheduler = time.scheduler();
        realTimeWaits = control != Control.FAKE;
        tolerance = control == Control.IN_REAL_TIME ? MINUTE.dividedBy(2) : ZERO;
    }

    private Duration elapsed() {
        return Duration.between(start, clock.instant());
    }

    private void assertElapsed(Duration expected) {
        assertThat(elapsed()).isBetween(expected, expected.plus(tolerance));
    }

    /** Waits as the recipes do: for a task that is due later. */
    private void pause(Duration pause) throws Exception {
        ScheduledFuture<?> later = scheduler.schedule(() -> {}, pause.toMillis() * 2, MILLISECONDS);
        try {
            fail("the task has run: " + later.get(pause.toMillis(), MILLISECONDS));
        } catch (TimeoutException e) { // as it should
            later.cancel(false);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.000000001S", "PT1H", "P36500D"})
    void aCallThatReturnsAtOnce(Duration duration) throws Exception {
        assertThat(time.during(duration, () -> "result")).isEqualTo("result");
        assertThat(elapsed()).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 30})
    void eachWaitForATaskTakesItsTime(int waits) throws Exception {
        time.during(ofMinutes(40), () -> {
            for (int i = 1; i <= waits; i++) {
                scheduler.schedule(() -> {}, 1, MINUTES).get();
                assertElapsed(ofMinutes(i));
            }
            return null;
        });

        assertThat(elapsed()).isEqualTo(ofMinutes(40));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 30})
    void eachTimeoutTakesItsTime(int waits) throws Exception {
        time.during(ofMinutes(40), () -> {
            for (int i = 1; i <= waits; i++) {
                pause(MINUTE);
                assertElapsed(ofMinutes(i));
            }
            return null;
        });

        assertThat(elapsed()).isEqualTo(ofMinutes(40));
    }

    @Test
    void aWaitMayEndExactlyAtTheEnd() throws Exception {
        ScheduledFuture<Duration> atTheEnd = scheduler.schedule(this::elapsed, 40, MINUTES);

        assertThat(time.during(ofMinutes(40), () -> atTheEnd.get(1, HOURS))).isEqualTo(ofMinutes(40));

        assertThat(elapsed()).isEqualTo(ofMinutes(40));
    }

    @Test
    void tasksRunMeanwhileAtTheirOwnInstants() throws Exception {
        scheduler.scheduleAtFixedRate(() -> seen.add(elapsed()), 1, 2, MINUTES);

        time.during(ofMinutes(6), () -> {
            pause(ofMinutes(4));
            return null;
        });

        assertThat(seen).containsExactly(ofMinutes(1), ofMinutes(3), ofMinutes(5));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3})
    void tasksWithoutADelayRunThoughNoTimeIsLeft(long minutes) throws Exception {
        ScheduledFuture<?> atTheEnd = scheduler.schedule(() -> {}, minutes, MINUTES);

        time.during(ofMinutes(minutes), () -> {
            atTheEnd.get();
            for (int i = 0; i < 3; i++) {
                scheduler.submit(() -> seen.add(elapsed())).get();
                time.newScheduler("b").submit(() -> seen.add(elapsed())).get();
            }
            return null;
        });

        assertThat(seen).hasSize(6).containsOnly(ofMinutes(minutes));
    }

    @Test
    void aWaitInRealTimeForATaskOfALaterTime() throws Exception {
        assumeTrue(realTimeWaits);
        scheduler.schedule(open::countDown, 5, MINUTES);

        time.during(ofMinutes(10), () -> open.await(1, HOURS));

        assertThat(open.getCount()).isZero();
        assertThat(elapsed()).isEqualTo(ofMinutes(10));
    }

    /** Time stands still, because the wait is short. */
    @ParameterizedTest
    @ValueSource(ints = {1, 20})
    void shortWaitsInRealTimeAreFollowedByWaitsOnTheClock(int rounds) throws Exception {
        assumeTrue(realTimeWaits);
        time.during(ofMinutes(40), () -> {
            for (int i = 0; i < rounds; i++) {
                assertElapsed(ofMinutes(i));
                CountDownLatch ran = new CountDownLatch(1);
                scheduler.execute(ran::countDown);
                ran.await();
                assertElapsed(ofMinutes(i));
                pause(MINUTE);
            }
            return null;
        });

        assertThat(elapsed()).isEqualTo(ofMinutes(40));
    }

    @Test
    void aLongWaitInRealTimeIsFollowedByATaskWithoutADelay() throws Exception {
        assumeTrue(realTimeWaits);
        scheduler.schedule(open::countDown, 5, MINUTES);

        Duration ranAt = time.during(ofMinutes(10), () -> {
            open.await();
            return scheduler.submit(this::elapsed).get();
        });

        // The task may still run while the time passes.
        assertThat(ranAt).isBetween(ofMinutes(5), ofMinutes(10));
        assertThat(elapsed()).isEqualTo(ofMinutes(10));
    }

    @Test
    void aWaitOnTheClockIsFollowedByALongWaitInRealTime() throws Exception {
        assumeTrue(realTimeWaits);
        scheduler.schedule(open::countDown, 5, MINUTES);

        time.during(ofMinutes(10), () -> {
            pause(MINUTE);
            assertElapsed(MINUTE);
            return open.await(1, HOURS);
        });

        assertThat(open.getCount()).isZero();
        assertThat(elapsed()).isEqualTo(ofMinutes(10));
    }

    @Test
    void aCallThatPollsInRealTime() throws Exception {
        assumeTrue(realTimeWaits);
        scheduler.schedule(open::countDown, 5, MINUTES);

        time.during(ofMinutes(10), () -> {
            while (open.getCount() > 0) {
                Thread.onSpinWait();
            }
            return null;
        });

        assertThat(elapsed()).isEqualTo(ofMinutes(10));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void theExceptionOfTheCallIsThrown(int pauses) {
        IOException failure = new IOException("from the call");
        Callable<String> call = () -> {
            for (int i = 0; i < pauses; i++) {
                pause(MINUTE);
            }
            throw failure;
        };

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> time.during(ofMinutes(10), call))
                .isSameAs(failure);
        assertThat(elapsed()).isEqualTo(ofMinutes(10));
    }

    @Test
    void theInterruptOfTheThreadEndsTheCall() throws Exception {
        Thread caller = Thread.currentThread();
        Callable<Boolean> call = () -> {
            caller.interrupt();
            try {
                return new CountDownLatch(1).await(1, HOURS);
            } catch (InterruptedException e) {
                open.countDown();
                throw e;
            }
        };

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> time.during(ofMinutes(10), call));
        assertThat(open.await(10, SECONDS)).isTrue();
    }

    @Test
    void theInterruptOfTheThreadEndsTheCallThatWaitsOnTheClock() throws Exception {
        Thread caller = Thread.currentThread();
        Callable<String> call = () -> {
            caller.interrupt();
            try {
                while (true) {
                    clock.sleep(ofMillis(1));
                }
            } catch (InterruptedException e) {
                open.countDown();
                throw e;
            }
        };

        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> time.during(Duration.ofDays(36_500), call));
        assertThat(open.await(10, SECONDS)).isTrue();
    }

    /** The interrupt is one of the call, and reaches the caller as an exception alone. */
    @Test
    void aCallMayBeInterrupted() {
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> time.during(ofMinutes(10), () -> {
                    Thread.currentThread().interrupt();
                    pause(MINUTE);
                    return null;
                }));

        assertThat(Thread.interrupted()).isFalse();
        assertThat(elapsed()).isEqualTo(ofMinutes(10));
    }

    @Test
    void aWaitInRealTimeFailsWithAFakeClockAlone() {
        TimeControl fake =
                TimeControl.of(FakeClock.builder().stallGuard(ofMillis(100)).build());

        assertThatExceptionOfType(StalledClockException.class)
                .isThrownBy(() -> fake.during(MINUTE, () -> open.await(1, HOURS)))
                .withMessageStartingWith(
                        "the call passed to during(PT1M) neither returned nor waited on the clock within 100 ms");
    }

    @Test
    void anInvalidDurationIsRefusedWithoutACall() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> time.during(Duration.ofNanos(-1), () -> seen.add(ZERO)))
                .withMessageStartingWith("duration must not be negative, ");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> time.during(Duration.ofDays(70_001), () -> seen.add(ZERO)))
                .withMessageContaining("70000 days");

        assertThat(seen).isEmpty();
        assertThat(elapsed()).isZero();
    }

    @Test
    @SuppressWarnings("NullAway") // Null arguments are tested.
    void nullIsRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> time.during(null, () -> "result"))
                .withMessage("duration must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> time.during(MINUTE, null))
                .withMessage("call must not be null");
    }
}
