// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.coordination.memory.pacing.PacedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests {@link FakeClock#during} with a call that sets the pace of the clock while it waits in real time. */
class PacedCallTest {

    private final FakeClock clock = FakeClock.create();
    private final Instant start = clock.instant();
    private final List<Integer> looks = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch open = new CountDownLatch(1);

    private Duration elapsed() {
        return Duration.between(start, clock.instant());
    }

    /** Returns a call with a pace that depends on the number of the look. */
    private <T> PacedCall<T> paced(IntFunction<Duration> pace, Callable<T> call) {
        return new PacedCall<>() {
            @Override
            public T call() throws Exception {
                return call.call();
            }

            @Override
            public Duration pace(Thread thread, int look) {
                assertThat(thread).extracting(Thread::getName).isEqualTo("coordination-during");
                looks.add(look);
                return pace.apply(look);
            }
        };
    }

    /** Opens at a look. */
    private Duration openAt(int look, int last) {
        if (look == last) {
            open.countDown();
        }
        return ZERO;
    }

    @Test
    void theClockMovesByThePaceBetweenTwoLooks() throws Exception {
        List<Duration> before = new ArrayList<>();
        Duration end = clock.during(
                ofHours(1),
                paced(
                        look -> {
                            before.add(elapsed());
                            return look < 4 ? ofSeconds(look) : openAt(look, 4);
                        },
                        () -> {
                            open.await();
                            return elapsed();
                        }));

        assertThat(before).startsWith(ZERO, ofSeconds(1), ofSeconds(3), ofSeconds(6));
        assertThat(end).isEqualTo(ofSeconds(6));
        assertThat(elapsed()).isEqualTo(ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.000000001S", "PT1H", "P36500D"})
    void theClockMovesNoFurtherThanTheEnd(Duration duration) throws Exception {
        Duration end = clock.during(duration, paced(look -> openAt(look, 2).plus(duration.plusDays(36_500)), () -> {
            open.await();
            return elapsed();
        }));

        assertThat(end).isEqualTo(duration);
        assertThat(elapsed()).isEqualTo(duration);
    }

    @Test
    void aCallThatWaitsOnlyOnTheClockMovesItFromWaitToWait() throws Exception {
        List<Duration> seen = new ArrayList<>();

        clock.during(ofHours(1), paced(look -> ZERO, () -> {
            for (int i = 0; i < 5; i++) {
                clock.sleep(ofSeconds(7));
                seen.add(elapsed());
            }
            return null;
        }));

        assertThat(seen).containsExactly(ofSeconds(7), ofSeconds(14), ofSeconds(21), ofSeconds(28), ofSeconds(35));
        assertThat(elapsed()).isEqualTo(ofHours(1));
    }

    @Test
    void looksAreCountedFromTheLastWaitOnTheClock() throws Exception {
        CountDownLatch again = new CountDownLatch(1);

        clock.during(
                ofHours(1),
                paced(
                        look -> {
                            if (look == 1 && open.getCount() == 0) {
                                again.countDown();
                            }
                            return openAt(look, 3);
                        },
                        () -> {
                            open.await();
                            clock.sleep(ofSeconds(1));
                            again.await();
                            return null;
                        }));

        assertThat(looks).startsWith(1, 2, 3);
        assertThat(looks.subList(3, looks.size())).contains(1);
    }

    @Test
    void dueTasksRunAtEachLookWhileTheClockStands() throws Exception {
        Duration end = clock.during(ofHours(1), paced(look -> ZERO, () -> {
            clock.scheduler().execute(() -> clock.scheduler().execute(open::countDown));
            open.await();
            return elapsed();
        }));

        assertThat(end).isEqualTo(ZERO);
    }

    @Test
    void dueTasksRunAfterTheEnd() throws Exception {
        CountDownLatch later = new CountDownLatch(1);
        clock.scheduler().schedule(later::countDown, 1, HOURS);

        clock.during(ofHours(1), paced(look -> ofHours(2), () -> {
            later.await();
            assertThat(elapsed()).isEqualTo(ofHours(1));
            clock.scheduler().execute(open::countDown);
            open.await();
            return clock.scheduler().submit(() -> "done").get();
        }));

        assertThat(elapsed()).isEqualTo(ofHours(1));
    }

    @Test
    void theCallMayMoveTheClockBeyondTheEndItself() throws Exception {
        clock.during(ofSeconds(1), paced(look -> ZERO, () -> {
            clock.advance(ofHours(1));
            clock.scheduler().execute(open::countDown);
            open.await();
            return null;
        }));

        assertThat(elapsed()).isEqualTo(ofHours(1));
    }

    /** The guard of a clock limits waits on the clock, not in real time. */
    @Test
    void aWaitInRealTimeMayLastLongerThanTheStallGuard() throws Exception {
        FakeClock impatient = FakeClock.builder().stallGuard(ofMillis(1)).build();

        assertThat(impatient.during(ofHours(1), paced(look -> openAt(look, 5), () -> {
                    open.await();
                    return "done";
                })))
                .isEqualTo("done");
    }

    @Test
    void aWaitOnTheClockThatNothingEndsFails() {
        FakeClock impatient = DuringTest.impatientFrom(start.plusSeconds(2));

        assertThatExceptionOfType(StalledClockException.class)
                .isThrownBy(() -> impatient.during(ofSeconds(2), paced(look -> ZERO, () -> {
                    impatient.sleep(ofSeconds(3));
                    return null;
                })))
                .withMessageStartingWith("the call passed to during(PT2S) was still waiting until 2030-01-02T03:04:08Z")
                .withMessageEndingWith("use a longer duration");
        assertThat(impatient.instant()).isEqualTo(start.plusSeconds(2));
    }

    @Test
    void aFailureOfThePaceEndsTheCall() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);

        assertThatIllegalStateException()
                .isThrownBy(() -> clock.during(
                        ofHours(1),
                        paced(
                                look -> {
                                    if (open.getCount() == 0) { // The call has begun.
                                        throw new IllegalStateException("on purpose");
                                    }
                                    return ZERO;
                                },
                                () -> {
                                    open.countDown();
                                    try {
                                        new CountDownLatch(1).await();
                                    } finally {
                                        interrupted.countDown();
                                    }
                                    return null;
                                })))
                .withMessage("on purpose");
        assertThat(interrupted.await(10, SECONDS)).isTrue();
    }
}
