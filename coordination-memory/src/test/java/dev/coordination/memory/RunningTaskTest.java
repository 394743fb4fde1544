// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests a task that is running while it is cancelled or its scheduler is shut down, and a task that has run. */
class RunningTaskTest {

    private final FakeClock clock = FakeClock.create();
    private final ScheduledExecutorService scheduler = clock.scheduler();

    private enum Kind {
        ONCE,
        AT_FIXED_RATE,
        WITH_FIXED_DELAY;

        Future<?> schedule(ScheduledExecutorService scheduler, Runnable task) {
            return switch (this) {
                case ONCE -> scheduler.schedule(task, 1, SECONDS);
                case AT_FIXED_RATE -> scheduler.scheduleAtFixedRate(task, 1, 1, SECONDS);
                case WITH_FIXED_DELAY -> scheduler.scheduleWithFixedDelay(task, 1, 1, SECONDS);
            };
        }
    }

    /** Code that awaits termination relies on the task having ended. */
    @ParameterizedTest
    @CsvSource({
        "ONCE, false",
        "AT_FIXED_RATE, false",
        "WITH_FIXED_DELAY, false",
        "ONCE, true",
        "AT_FIXED_RATE, true",
        "WITH_FIXED_DELAY, true"
    })
    void keepsItsSchedulerFromTerminatingEvenIfItIsCancelled(Kind kind, boolean now) {
        AtomicReference<Future<?>> itself = new AtomicReference<>();
        List<Boolean> terminated = new ArrayList<>();
        itself.set(kind.schedule(scheduler, () -> {
            itself.get().cancel(false);
            if (now) {
                scheduler.shutdownNow();
            } else {
                scheduler.shutdown();
            }
            terminated.add(scheduler.isTerminated());
        }));

        clock.advance(ofSeconds(3));

        assertThat(terminated).containsExactly(false);
        assertThat(scheduler.isTerminated()).isTrue();
        assertThat(clock.pendingTasks()).isEmpty();
    }

    @Test
    void isNotReturnedByShutdownNow() throws Exception {
        for (int round = 0; round < 1_000; round++) {
            ScheduledExecutorService node = clock.newScheduler();
            Set<Future<?>> tasks = new HashSet<>();
            Set<Integer> ran = ConcurrentHashMap.newKeySet();
            for (int i = 0; i < 5; i++) {
                int number = i;
                tasks.add(node.submit(() -> ran.add(number)));
            }
            CyclicBarrier together = new CyclicBarrier(2);
            FutureTask<List<Runnable>> stopping = new FutureTask<>(() -> {
                together.await(10, SECONDS);
                return node.shutdownNow();
            });
            new Thread(stopping).start();

            together.await(10, SECONDS);
            clock.advance(ZERO);

            assertThat(ran.size() + stopping.get(10, SECONDS).size()).isEqualTo(tasks.size());
        }
    }

    @Test
    void returnsItsResultToAnInterruptedThreadOnceItHasEnded() throws Exception {
        Future<String> task = scheduler.submit(() -> "result");
        clock.advance(ZERO);

        Thread.currentThread().interrupt();

        assertThat(task.get()).isEqualTo("result");
        assertThat(task.get(1, SECONDS)).isEqualTo("result");
        assertThat(Thread.interrupted()).isTrue();
    }
}
