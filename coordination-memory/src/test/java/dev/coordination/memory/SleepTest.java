// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SleepTest {

    private final FakeClock clock = FakeClock.create();

    private FutureTask<Instant> sleeping(Duration duration) throws InterruptedException {
        FutureTask<Instant> sleeping = new FutureTask<>(() -> {
            clock.sleep(duration);
            return clock.instant();
        });
        new Thread(sleeping).start();
        clock.awaitWaiters(1);
        return sleeping;
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.000000001S", "PT1S", "PT240H"})
    void endsAtItsDeadlineAndNotBefore(Duration duration) throws Exception {
        Instant end = clock.instant().plus(duration);
        FutureTask<Instant> sleeping = sleeping(duration);

        clock.advance(duration.minusNanos(1));
        clock.awaitWaiters(1);
        assertThat(sleeping.isDone()).isFalse();

        clock.advance(ofNanos(1));
        assertThat(sleeping.get(5, TimeUnit.SECONDS)).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-0.000000001S", "PT-5S", "PT-2562047H-47M-17S", "PT-2562047788015215H"})
    void returnsImmediatelyForZeroOrLess(Duration duration) throws Exception {
        clock.sleep(duration);

        assertThat(clock.instant()).isEqualTo(Instant.parse("2030-01-02T03:04:05Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-5S", "PT0S", "PT1S", "PT2562047788015215H"})
    void throwsIfTheThreadIsAlreadyInterrupted(Duration duration) {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> clock.sleep(duration));
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void isInterruptible() throws Exception {
        FutureTask<Instant> sleeping = new FutureTask<>(() -> {
            clock.sleep(ofSeconds(Long.MAX_VALUE));
            return clock.instant();
        });
        Thread thread = new Thread(sleeping);
        thread.start();
        clock.awaitWaiters(1);

        thread.interrupt();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> sleeping.get(5, TimeUnit.SECONDS))
                .withCauseInstanceOf(InterruptedException.class);
        assertThat(clock.waiters().count()).isZero();
    }

    @Test
    void failsIfNobodyMovesTheClock() {
        FakeClock impatient = FakeClock.builder().stallGuard(ofMillis(20)).build();

        assertThatExceptionOfType(StalledClockException.class)
                .isThrownBy(() -> impatient.sleep(ofSeconds(3)))
                .withMessageStartingWith("waited on a fake clock until 2030-01-02T03:04:08Z, but the clock stood at");
        assertThatNullPointerException()
                .isThrownBy(() -> impatient.sleep(null))
                .withMessage("duration must not be null");
    }
}
