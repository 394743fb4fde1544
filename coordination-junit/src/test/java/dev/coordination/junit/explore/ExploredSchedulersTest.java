// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.Test;

/** Tests that the schedulers of nodes behave like those of the JDK. */
class ExploredSchedulersTest {

    @Test
    void tasksOfOneThreadDoNotOverlap() {
        assertProved(nodes -> nodes.run(a -> {
            int[] running = {0};
            Runnable task = () -> {
                assertThat(++running[0]).isEqualTo(1);
                a.work("inside");
                running[0]--;
            };
            a.scheduler().execute(task);
            a.scheduler().execute(task);
        }));
    }

    @Test
    void tasksOfSeveralThreadsOverlap() {
        assertProved(nodes -> {
            Ghost<Integer> most = nodes.ghost(0);
            nodes.run(a -> {
                int[] running = {0};
                Runnable task = () -> {
                    running[0]++;
                    most.set(Math.max(most.get(), running[0]));
                    a.work("inside");
                    running[0]--;
                };
                ScheduledExecutorService scheduler = a.newScheduler(2);
                scheduler.execute(task);
                scheduler.execute(task);
            });
            nodes.sometimes("both run", most.get() == 2);
        });
    }

    @Test
    void getWaitsForTheResult() {
        assertProved(nodes -> nodes.run(a -> {
            Future<String> future =
                    a.scheduler().submit(() -> a.cache().getText("key").orElse("none"));
            assertThat(future.get()).isEqualTo("none");
        }));
    }

    @Test
    void theFutureHoldsTheExceptionOfATask() {
        assertProved(nodes -> nodes.run(a -> {
            Future<?> future = a.scheduler().submit(() -> {
                throw new IllegalStateException("refused");
            });
            assertThatThrownBy(future::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("refused");
        }));
    }

    @Test
    void anErrorInATaskFailsTheSchedule() {
        assertThat(Exploration.create()
                        .run(nodes -> nodes.run(a -> a.scheduler().submit(() -> {
                            throw new AssertionError("two leaders");
                        })))
                        .failure())
                .isPresent()
                .get()
                .satisfies(failure -> assertThat(failure.cause()).hasMessage("two leaders"));
    }

    @Test
    void aPeriodicTaskRunsUntilItIsCancelled() {
        assertProved(nodes -> {
            List<Long> runs = nodes.ghostList();
            nodes.run(a -> {
                ScheduledFuture<?> task = a.scheduler()
                        .scheduleAtFixedRate(() -> runs.add(a.clock().millis()), 10, 10, SECONDS);
                a.sleep(Duration.ofSeconds(25));
                assertThat(task.cancel(true)).isTrue();
                a.sleep(Duration.ofSeconds(25));
            });
            assertThat(runs).hasSize(2);
            assertThat(runs.get(1) - runs.get(0)).isEqualTo(10_000);
        });
    }

    @Test
    void aSchedulerRefusesTasksAfterShutdown() {
        assertProved(nodes -> nodes.run(a -> {
            a.scheduler().schedule(() -> a.work("still done"), 5, SECONDS);
            a.scheduler().shutdown();
            assertThat(a.scheduler().isTerminated()).isFalse();
            assertThat(a.scheduler().awaitTermination(1, SECONDS)).isFalse();
            assertThat(a.scheduler().awaitTermination(10, SECONDS)).isTrue();
            assertThatThrownBy(() -> a.scheduler().execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        }));
    }

    @Test
    void shutdownNowInterruptsATaskThatSleeps() {
        assertProved(nodes -> {
            Ghost<Boolean> interrupted = nodes.ghost(false);
            nodes.run(a -> {
                a.scheduler().execute(() -> {
                    a.sleep(Duration.ofDays(1));
                    interrupted.set(Thread.interrupted());
                });
                a.sleep(Duration.ofSeconds(1));
                assertThat(a.scheduler().shutdownNow()).isEmpty();
                assertThat(a.scheduler().awaitTermination(1, SECONDS)).isTrue();
            });
            assertThat(interrupted.get()).isTrue();
        });
    }

    private static void assertProved(Program program) {
        ExplorationResult result = Exploration.create().check(program);

        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PROVED);
    }
}
