// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FakeClockTest {

    private static final Instant START = Instant.parse("2030-01-02T03:04:05Z");

    private final FakeClock clock = FakeClock.create();

    @Test
    void startsAtAFixedInstantAndStandsStill() {
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock).hasToString("FakeClock[2030-01-02T03:04:05Z]");
    }

    @Test
    void startsAtTheConfiguredInstant() {
        Instant start = Instant.parse("1969-12-31T23:59:59.999999999Z");

        FakeClock early = FakeClock.builder().startingAt(start).build();
        early.advance(ofNanos(1));

        assertThat(early.instant()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void advancesByADurationAndToAnInstant() {
        clock.advance(ofSeconds(30));
        clock.advance(ofNanos(1));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(30).plusNanos(1));

        clock.advanceTo(START.plusSeconds(60));
        clock.advanceTo(START.plusSeconds(60));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void movesOnlyForward() {
        clock.advance(ofSeconds(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.advance(ofNanos(-1)))
                .withMessage(
                        "duration must not be negative, because a fake clock moves only forward, but was PT-0.000000001S at"
                                + " 2030-01-02T03:04:06Z");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.advanceTo(START))
                .withMessage(
                        "instant must not be before the current 2030-01-02T03:04:06Z, because a fake clock moves only forward,"
                                + " but was 2030-01-02T03:04:05Z");
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void movesAtMost70000DaysBeyondItsStart() {
        clock.advance(ofDays(69_999));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.advance(ofDays(1).plusNanos(1)))
                .withMessage(
                        "a fake clock moves at most 70000 days beyond its start 2030-01-02T03:04:05Z, but was to move"
                                + " PT24H0.000000001S from 2221-08-28T03:04:05Z");
        assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(ofSeconds(Long.MAX_VALUE)));
        assertThatIllegalArgumentException().isThrownBy(() -> clock.advanceTo(Instant.MAX));
        assertThat(clock.instant()).isEqualTo(START.plus(ofDays(69_999)));

        clock.advance(ofDays(1));
        assertThat(clock.instant()).isEqualTo(START.plus(ofDays(70_000)));
        assertThat(clock.time().nanosAfter(ofDays(36_500))).isBetween(clock.nanos(), Long.MAX_VALUE - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void refusesAStallGuardThatIsNotPositive(Duration guard) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FakeClock.builder().stallGuard(guard))
                .withMessage("stallGuard must be positive, but was " + guard);
    }

    @Test
    void refusesAStartLessThan70000DaysBeforeTheLatestInstant() {
        Instant late = Instant.MAX.minus(ofDays(70_000)).plusNanos(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FakeClock.builder().startingAt(late))
                .withMessage("start must be at least 70000 days before " + Instant.MAX + ", but was " + late);
    }

    @Test
    void namesTheArgumentThatIsNull() {
        assertThatNullPointerException().isThrownBy(() -> clock.advance(null)).withMessage("duration must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> clock.advanceTo(null))
                .withMessage("instant must not be null");
        assertThatNullPointerException().isThrownBy(() -> clock.withZone(null)).withMessage("zone must not be null");
        assertThatNullPointerException().isThrownBy(() -> clock.onMove(null)).withMessage("listener must not be null");
    }

    @Test
    void aViewInAnotherZoneFollowsTheClock() {
        ZoneId tokyo = ZoneId.of("Asia/Tokyo");

        Clock view = clock.withZone(tokyo);
        clock.advance(ofMinutes(1));

        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
        assertThat(view.getZone()).isEqualTo(tokyo);
        assertThat(view.instant()).isEqualTo(START.plusSeconds(60));
        assertThat(view.withZone(ZoneOffset.UTC).instant()).isEqualTo(clock.instant());
        assertThat(view).hasToString("FakeClock[2030-01-02T03:05:05Z] in Asia/Tokyo");
    }

    @Test
    void callsMoveListenersBeforeTheTasksThatAreDue() {
        List<String> seen = new ArrayList<>();
        clock.onMove(moved -> seen.add("moved " + moved));
        clock.scheduler().schedule(() -> seen.add("task"), 2, TimeUnit.SECONDS);

        clock.advance(ofSeconds(5));
        clock.advance(Duration.ZERO);

        assertThat(seen).containsExactly("moved PT2S", "task", "moved PT3S");
    }

    @Test
    void aTaskIsNotLostWhenAMoveListenerThrows() {
        List<String> seen = new ArrayList<>();
        clock.scheduler().schedule(() -> seen.add("task"), 2, TimeUnit.SECONDS);
        clock.onMove(moved -> {
            if (clock.instant().equals(START.plusSeconds(2))) {
                throw new IllegalStateException("listener");
            }
        });

        assertThatIllegalStateException().isThrownBy(() -> clock.advance(ofSeconds(2)));
        clock.advance(Duration.ZERO);

        assertThat(seen).containsExactly("task");
    }

    @Test
    void advancesBySeveralThreadsAddUp() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> {
                awaitUninterrupted(start);
                for (int step = 0; step < 500; step++) {
                    clock.advance(ofSeconds(1));
                }
            }));
        }
        clock.scheduler().scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.SECONDS);

        threads.forEach(Thread::start);
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(2000));
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
