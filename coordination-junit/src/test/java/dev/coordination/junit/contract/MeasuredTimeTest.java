// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.harness.Limits;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.junit.harness.TimeControl;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests lateness, the real time that passed beyond what the test requested. */
class MeasuredTimeTest {

    private static final Duration UNIT = SlowMachine.UNIT;
    private static final Duration LATE = Duration.ofMillis(7);

    private final SlowMachine machine = new SlowMachine(LATE, 1);
    private final TimeControl waiting = machine.harness().time();
    private final MeasuredTime time = new MeasuredTime(waiting, 1, Limits.ofPort(), machine::nanoTime, asked -> {});

    @Test
    void aTestThatNeverUsesTheUnitIsNeverLate() {
        time.advance(UNIT);
        machine.pass(UNIT);

        assertThat(time.lateness()).isZero();
    }

    /** A test can set a TTL before it uses the unit for the first time. */
    @Test
    void timeBeforeTheFirstUseOfAUnitCounts() {
        machine.pass(UNIT.multipliedBy(2));
        time.unit();

        assertThat(time.lateness()).isEqualTo(UNIT.multipliedBy(2));
    }

    @Test
    void everyWaitAddsItsDelay() throws Exception {
        time.unit();

        time.advance(UNIT.multipliedBy(3));
        assertThat(time.lateness()).isEqualTo(LATE);
        assertThat(time.during(UNIT, () -> "result")).isEqualTo("result");

        assertThat(time.lateness()).isEqualTo(LATE.multipliedBy(2));
    }

    @Test
    void timeBetweenWaitsCounts() {
        time.unit();
        time.advance(UNIT);
        machine.pass(UNIT.multipliedBy(2));

        assertThat(time.lateness()).isEqualTo(UNIT.multipliedBy(2).plus(LATE));
    }

    /** On a server, real time continues to pass while the TTLs are shifted. */
    @Test
    void realTimeCountsInFullWhenTimeIsShifted() {
        TimeControl moved = new MemoryHarness().time();
        MeasuredTime shifted = new MeasuredTime(moved, 1, Limits.ofPort(), machine::nanoTime, asked -> {});
        shifted.unit();

        machine.pass(Duration.ofSeconds(10));
        shifted.advance(moved.unit().multipliedBy(4));
        machine.pass(Duration.ofSeconds(10));

        assertThat(shifted.lateness()).isEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource({"1, 49, false", "1, 50, true", "2, 99, false", "2, 100, true", "8, 399, false", "8, 400, true"})
    void halfAUnitIsTooLateForEveryStretch(int stretch, int millis, boolean tooLate) {
        MeasuredTime stretched = new MeasuredTime(waiting, stretch, Limits.ofPort(), machine::nanoTime, asked -> {});

        assertThat(stretched.unit()).isEqualTo(UNIT.multipliedBy(stretch));
        assertThat(stretched.isTooLate(Duration.ofMillis(millis))).isEqualTo(tooLate);
    }

    @Test
    void usesTheSchedulerOfTheHarness() {
        assertThat(time.scheduler()).isSameAs(waiting.scheduler());
    }
}
