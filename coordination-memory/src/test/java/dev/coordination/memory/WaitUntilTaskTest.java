// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that a wait ends after a task that is due at the deadline of the wait, whichever thread is faster. */
class WaitUntilTaskTest {

    private final FakeClock clock = FakeClock.create();
    private final MemoryBackend backend = MemoryBackend.builder().clock(clock).build();
    private final DistributedCoordination coordination = backend.connect();

    /** For each task that ran, the number of waits that the clock had not ended by then. */
    private final List<Integer> waits = new ArrayList<>();

    @AfterEach
    void close() {
        backend.close();
    }

    private enum Wait {
        FOR_A_MESSAGE {
            @Override
            Callable<Boolean> on(WaitUntilTaskTest test) {
                Subscription subscription = test.coordination.pubSub().subscribe("channel");
                test.scheduleIn1Second(() -> test.coordination.pubSub().publish("channel", new byte[0]));
                return () -> subscription.next(ofSeconds(1)).isPresent();
            }
        },
        FOR_A_FUTURE {
            @Override
            Callable<Boolean> on(WaitUntilTaskTest test) {
                ScheduledFuture<?> task = test.scheduleIn1Second(() -> {});
                return () -> task.get(1, SECONDS) == null;
            }
        },
        FOR_A_SCHEDULER_TO_TERMINATE {
            @Override
            Callable<Boolean> on(WaitUntilTaskTest test) {
                ScheduledExecutorService scheduler = test.clock.scheduler();
                test.scheduleIn1Second(() -> {});
                test.scheduleIn1Second(() -> {});
                scheduler.shutdown();
                return () -> scheduler.awaitTermination(1, SECONDS);
            }
        },
        SLEEP {
            @Override
            Callable<Boolean> on(WaitUntilTaskTest test) {
                test.scheduleIn1Second(() -> test.coordination.cache().set("key", new byte[0]));
                return () -> {
                    test.clock.sleep(ofSeconds(1));
                    return test.coordination.cache().exists("key");
                };
            }
        };

        /**
         * Schedules a task to run in one second, and returns a call that waits one second and returns whether it saw the
         * effect of the task.
         */
        abstract Callable<Boolean> on(WaitUntilTaskTest test);
    }

    private ScheduledFuture<?> scheduleIn1Second(Runnable task) {
        return clock.scheduler()
                .schedule(
                        () -> {
                            waits.add(clock.waiters().count());
                            task.run();
                        },
                        1,
                        SECONDS);
    }

    @ParameterizedTest
    @EnumSource(Wait.class)
    void seesTheEffectOfTheTask(Wait wait) throws Exception {
        Callable<Boolean> waiting = wait.on(this);

        Boolean seen = clock.during(ofSeconds(1), waiting);

        assertThat(seen).isTrue();
        assertThat(waits).first().isEqualTo(1);
    }

    @Test
    void endsBeforeLaterTasksRun() throws Exception {
        scheduleIn1Second(() -> {});
        clock.scheduler().schedule(() -> waits.add(clock.waiters().count()), 2, SECONDS);
        Thread sleeper = new Thread(() -> sleep(1));
        sleeper.start();
        clock.awaitWaiters(1);

        clock.advance(ofSeconds(2));

        assertThat(waits).containsExactly(1, 0);
        sleeper.join();
    }

    @Test
    void endsWhenATaskMovesTheClockBeyondItsDeadline() throws Exception {
        scheduleIn1Second(() -> {
            clock.advance(ofSeconds(1));
            waits.add(clock.waiters().count());
        });
        Thread sleeper = new Thread(() -> sleep(1));
        sleeper.start();
        clock.awaitWaiters(1);

        clock.advance(ofSeconds(1));

        assertThat(waits).containsExactly(1, 0);
        sleeper.join();
    }

    private void sleep(long seconds) {
        try {
            clock.sleep(ofSeconds(seconds));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
