// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.coordination.junit.contract.threads.HangGuard;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.Limits;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.memory.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Tests the time limits of contract tests for units of any length, on a simulated machine. */
class LongUnitTest {

    /** More units than any test of the contract waits for. */
    private static final int MANY = 1_000;

    private static final Duration MOMENT = Duration.ofMillis(1);

    private final FakeClock machine = FakeClock.create();
    private final Instant start = machine.instant();

    @SuppressWarnings("resource") // The scheduler belongs to the clock.
    private final HangGuard guard = new HangGuard(machine.scheduler(), this::nanoTime);

    private long nanoTime() {
        return Duration.between(start, machine.instant()).toNanos();
    }

    private MeasuredTime measured(TimeControl time) {
        return new MeasuredTime(time, 1, Limits.ofPort(), this::nanoTime, asked -> {});
    }

    /** Returns the time of a backend on which time passes as it does on the machine. */
    private MeasuredTime waiting(Duration unit) {
        return measured(TimeControl.inRealTime(unit, machine::advance));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.1S", "PT2S", "PT10S", "PT15S", "PT1M", "PT1H"})
    void aTestMayWaitForAnyNumberOfUnits(Duration unit) throws Throwable {
        MeasuredTime time = waiting(unit);

        guard.run(time::limit, () -> {
            for (int i = 0; i < MANY; i++) {
                time.advance(time.unit());
            }
        });

        assertThat(time.lateness()).isZero();
        assertThat(nanoTime()).isEqualTo(unit.multipliedBy(MANY).toNanos());
    }

    @ParameterizedTest
    @CsvSource({"PT0.1S, PT1M", "PT1S, PT1M", "PT2S, PT2M", "PT1M, PT1H"})
    void aTestThatHangsIsInterruptedHoweverLongItHasWaited(Duration unit, Duration patience) throws Throwable {
        MeasuredTime time = waiting(unit);
        time.unit();

        guard.run(time::limit, () -> {
            time.advance(unit.multipliedBy(MANY));
            machine.advance(patience.minus(MOMENT));
        });
        MeasuredTime another = waiting(unit);

        assertThatThrownBy(() -> guard.run(another::limit, () -> {
                    another.advance(unit.multipliedBy(MANY));
                    machine.advance(patience);
                }))
                .isInstanceOf(TimeoutException.class)
                .hasMessage(
                        "the test did not end within %d ms",
                        unit.multipliedBy(MANY).plus(patience).toMillis());
    }

    @Test
    void aWaitThatTakesTooLongIsInterrupted() {
        MeasuredTime time = measured(TimeControl.inRealTime(
                Duration.ofSeconds(1), duration -> machine.advance(duration.plus(Duration.ofMinutes(1)))));

        assertThatThrownBy(() -> guard.run(time::limit, () -> time.advance(Duration.ofSeconds(4))))
                .isInstanceOf(TimeoutException.class);
    }

    /** Ten years on a fake clock take no real time, so they do not extend the limit of a test that hangs. */
    @Test
    void timeOnAFakeClockDoesNotCount() throws Throwable {
        TimeControl moved = TimeControl.of(FakeClock.create());
        MeasuredTime time = measured(moved);

        guard.run(time::limit, () -> {
            time.advanceFar();
            machine.advance(Duration.ofMinutes(1).minus(MOMENT));
        });

        assertThat(time.limit()).isEqualTo(Duration.ofMinutes(1));
        assertThatThrownBy(() -> guard.run(measured(moved)::limit, () -> machine.advance(Duration.ofMinutes(1))))
                .isInstanceOf(TimeoutException.class);
    }

    /** Covers waits for calls on other threads, for messages and for listeners. */
    @Test
    void everyWaitOfATestHasTheSamePatience() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(SlowMessagesTestCase.class, "hasPatience"))
                .enableImplicitConfigurationParameters(false)
                .execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(1));
    }

    static class SlowMessagesTestCase extends ListenerContract {

        @Override
        protected CoordinationHarness harness() {
            return MemoryHarness.inRealTime(Duration.ofSeconds(3));
        }

        @Test
        @Tag("S-09")
        public void hasPatience() {
            RecordingListener listener = new RecordingListener();
            listen(listener, "news");

            assertThat(time().patience()).isEqualTo(Duration.ofSeconds(30));
            assertThat(background.patience()).isEqualTo(time().patience());
            assertThat(listener.patience()).isEqualTo(time().patience());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.1S, 1, PT10S",
        "PT0.1S, 8, PT10S",
        "PT1S, 1, PT10S",
        "PT1S, 2, PT20S",
        "PT2S, 1, PT20S",
        "PT1M, 1, PT10M"
    })
    void thePatienceGrowsWithTheUnitOfRealTime(Duration unit, int stretch, Duration patience) {
        TimeControl real = TimeControl.inRealTime(unit, machine::advance);
        TimeControl shifted = TimeControl.shifted(unit, duration -> {});

        assertThat(new MeasuredTime(real, stretch, Limits.ofPort(), this::nanoTime, asked -> {}).patience())
                .isEqualTo(patience);
        assertThat(new MeasuredTime(shifted, stretch, Limits.ofPort(), this::nanoTime, asked -> {}).patience())
                .isEqualTo(Duration.ofSeconds(10));
    }
}
