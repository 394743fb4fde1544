// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the time control that waits in real time, and the units of all controls. */
class RealTimeTest {

    private static final Duration UNIT = Duration.ofMillis(100);

    private static Stream<Function<Duration, TimeControl>> controls() {
        return Stream.of(
                TimeControl::inRealTime,
                unit -> TimeControl.inRealTime(unit, passed -> {}),
                unit -> TimeControl.shifted(unit, passed -> {}));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 999_999, 1_000_000, 5_000_000})
    void advanceTakesAtLeastTheGivenTime(long nanos) {
        Duration duration = Duration.ofMillis(nanos / 1_000_000);
        TimeControl time = TimeControl.inRealTime(UNIT);

        long start = System.nanoTime();
        time.advance(Duration.ofNanos(nanos));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(duration);
    }

    @Test
    void anInterruptedThreadDoesNotWaitAndStaysInterrupted() {
        TimeControl time = TimeControl.inRealTime(UNIT);
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> time.advance(Duration.ofDays(1)))
                .withMessage("interrupted while time passed");

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aWaitCanBeInterrupted() {
        Thread waiter = Thread.currentThread();
        TimeControl time = TimeControl.inRealTime(UNIT);
        time.scheduler().execute(waiter::interrupt);

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> time.advance(Duration.ofDays(1)));

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aCustomWaitReplacesTheRealOne() {
        List<Duration> waited = new ArrayList<>();

        TimeControl.inRealTime(UNIT, waited::add).advance(Duration.ofDays(1));

        assertThat(waited).containsExactly(Duration.ofDays(1));
    }

    @Test
    void theUnitIsRoundedUpToAMillisecond() {
        assertThat(controls()).allSatisfy(control -> {
            assertThat(control.apply(UNIT).unit()).isEqualTo(UNIT);
            assertThat(control.apply(Duration.ofNanos(1)).unit()).isEqualTo(Duration.ofMillis(1));
            assertThat(control.apply(UNIT.plusNanos(1)).unit()).isEqualTo(UNIT.plusMillis(1));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-0.001S", "P36501D"})
    void aUnitThatIsNotAValidTtlIsRefused(Duration unit) {
        assertThat(controls())
                .allSatisfy(control -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> control.apply(unit))
                        .withMessageContaining("unit")
                        .withMessageContaining(unit.toString()));
    }
}
