// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.coordination.memory.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the time control of a clock that a backend follows. */
class FollowingTimeTest {

    private static final Duration UNIT = Duration.ofSeconds(7);

    private final List<Object> seen = new ArrayList<>();
    private final FakeClock clock = FakeClock.create();
    private final TimeControl time = TimeControl.following(clock, UNIT, passed -> seen.add(passed.toMillis()));

    @Test
    void theBackendFollowsHoweverTheClockIsMoved() throws Exception {
        time.advance(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(2));
        clock.advanceTo(clock.instant().plusSeconds(3));
        time.during(Duration.ofSeconds(4), () -> "result");

        assertThat(seen).containsExactly(1_000L, 2_000L, 3_000L, 4_000L);
    }

    @Test
    void aTaskSeesTheBackendAtItsOwnInstant() {
        var unused = time.scheduler().schedule(() -> seen.add("task"), 2, SECONDS);

        time.advance(Duration.ofSeconds(5));

        assertThat(seen).containsExactly(2_000L, "task", 3_000L);
    }

    @Test
    void fractionsOfAMillisecondAddUp() {
        for (int i = 0; i < 5; i++) {
            time.advance(Duration.ofNanos(600_000));
        }

        assertThat(seen).containsExactly(1L, 1L, 1L);
    }

    /** An adapter may wait on the clock in its calls. */
    @Test
    void aCallThatWaitsOnTheClockEnds() throws Exception {
        assertThat(time.during(Duration.ofSeconds(3), () -> {
                    clock.sleep(Duration.ofSeconds(2));
                    return "slept";
                }))
                .isEqualTo("slept");
        assertThat(seen).containsExactly(2_000L, 1_000L);
    }

    @Test
    void usesTheGivenClockAndUnit() {
        assertThat(time.clock()).isSameAs(clock);
        assertThat(time.scheduler()).isSameAs(clock.scheduler());
        assertThat(time.unit()).isEqualTo(UNIT);
        assertThat(time.isRealTime()).isFalse();
        assertThat(TimeControl.following(clock, Duration.ofNanos(1_000_001), passed -> {})
                        .unit())
                .isEqualTo(Duration.ofMillis(2));
    }

    @Test
    @SuppressWarnings("NullAway") // Null arguments are tested.
    void invalidArgumentsAreRefusedAndTheClockIsNotFollowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeControl.following(clock, Duration.ZERO, seen::add))
                .withMessageStartingWith("unit must be positive");
        assertThatNullPointerException()
                .isThrownBy(() -> TimeControl.following(null, UNIT, seen::add))
                .withMessage("clock must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> TimeControl.following(clock, UNIT, null))
                .withMessage("shift must not be null");

        clock.advance(UNIT);
        assertThat(seen).containsExactly(UNIT.toMillis());
    }
}
