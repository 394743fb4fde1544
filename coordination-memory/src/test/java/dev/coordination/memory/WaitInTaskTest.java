// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that a wait fails on the thread that moves the clock, because nothing could end it. */
class WaitInTaskTest {

    private static final String REASON =
            ") inside a task or listener that the clock runs can never end: the clock moves only after the"
                    + " task or listener has returned. Wait on another thread, or schedule a task for later";

    /** The stall guard is far longer than the test, so a wait that fails does not fail because of the guard. */
    private final FakeClock clock =
            FakeClock.builder().stallGuard(Duration.ofDays(1)).build();

    private final ScheduledExecutorService scheduler = clock.scheduler();
    private final MemoryBackend backend = MemoryBackend.builder().clock(clock).build();
    private final Subscription subscription = backend.connect().pubSub().subscribe("a");

    @AfterEach
    void close() {
        backend.close();
    }

    /** A way to wait. */
    private enum Wait {
        NEXT {
            @Override
            void in(WaitInTaskTest test) throws InterruptedException {
                test.subscription.next(ofSeconds(2));
            }
        },
        FUTURE {
            @Override
            void in(WaitInTaskTest test) throws Exception {
                test.scheduler.schedule(() -> {}, 1, HOURS).get();
            }
        },
        SUBMITTED {
            @Override
            void in(WaitInTaskTest test) throws Exception {
                test.scheduler.submit(() -> {}).get();
            }
        },
        FUTURE_WITH_TIMEOUT {
            @Override
            void in(WaitInTaskTest test) throws Exception {
                test.scheduler.schedule(() -> {}, 1, HOURS).get(2, SECONDS);
            }
        },
        INVOKE_ALL {
            @Override
            void in(WaitInTaskTest test) throws Exception {
                test.scheduler.invokeAll(List.of(() -> "x"));
            }
        },
        INVOKE_ANY {
            @Override
            void in(WaitInTaskTest test) throws Exception {
                test.scheduler.invokeAny(List.of(() -> "x"));
            }
        },
        TERMINATION {
            @Override
            void in(WaitInTaskTest test) throws InterruptedException {
                test.clock.newScheduler().awaitTermination(2, SECONDS);
            }
        },
        SLEEP {
            @Override
            void in(WaitInTaskTest test) throws InterruptedException {
                test.clock.sleep(ofSeconds(2));
            }
        };

        abstract void in(WaitInTaskTest test) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void failsImmediatelyInAScheduledTask(Wait wait) {
        Future<?> task = scheduler.schedule(
                () -> {
                    wait.in(this);
                    return null;
                },
                1,
                SECONDS);

        clock.advance(ofSeconds(1));

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(task::get)
                .havingCause()
                .isInstanceOf(StalledClockException.class)
                .withMessageStartingWith("a wait on the clock (")
                .withMessageEndingWith(REASON);
    }

    @ParameterizedTest
    @EnumSource
    void failsImmediatelyInAMoveListener(Wait wait) {
        List<Exception> thrown = new ArrayList<>();
        clock.onMove(moved -> {
            try {
                wait.in(this);
            } catch (Exception e) {
                thrown.add(e);
            }
        });

        clock.advance(ofSeconds(1));

        assertThat(thrown)
                .singleElement()
                .isInstanceOf(StalledClockException.class)
                .asString()
                .endsWith(REASON);
    }

    @Test
    void failsWithTheEndOfTheWaitInTheMessage() {
        Future<?> sleeping = scheduler.schedule(in(() -> clock.sleep(ofSeconds(2))), 1, SECONDS);

        clock.advance(ofSeconds(1));

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(sleeping::get)
                .havingCause()
                .withMessageStartingWith("a wait on the clock (until 2030-01-02T03:04:08Z) inside");
    }

    private interface Action {
        void run() throws Exception;
    }

    private static Callable<Void> in(Action action) {
        return () -> {
            action.run();
            return null;
        };
    }

    @Test
    void succeedsIfThereIsNothingToWaitFor() throws Exception {
        ScheduledExecutorService terminated = clock.newScheduler();
        terminated.shutdown();
        Future<?> task = scheduler.schedule(
                in(() -> {
                    backend.connect().pubSub().publish("a", new byte[0]);
                    assertThat(subscription.next(ofHours(1))).isPresent();
                    assertThat(subscription.next(Duration.ZERO)).isEmpty();
                    assertThat(terminated.awaitTermination(1, HOURS)).isTrue();
                    clock.sleep(Duration.ZERO);
                    clock.sleep(ofSeconds(-1));
                    Future<?> late = scheduler.schedule(() -> {}, 1, HOURS);
                    assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> late.get(0, SECONDS));
                }),
                1,
                SECONDS);

        clock.advance(ofSeconds(1));

        assertThat(task.get()).isNull();
    }

    @Test
    void isAllowedAgainOnceTheClockHasMoved() throws Exception {
        clock.advance(ofSeconds(1));

        assertThat(clock.during(ofSeconds(1), () -> subscription.next(ofSeconds(1))))
                .isEmpty();
    }
}
