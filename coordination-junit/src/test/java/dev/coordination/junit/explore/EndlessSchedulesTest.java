// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests that schedules that do not end are reported, with the steps that are repeated. */
class EndlessSchedulesTest {

    @Test
    void aWaitThatNobodyEndsIsADeadlock() {
        assertThat(failureOf(nodes -> nodes.run(
                                a -> a.scheduler()
                                        .schedule(() -> {}, 1, TimeUnit.DAYS)
                                        .cancel(false),
                                b -> b.pubSub().subscribe("news").next(Duration.ofDays(100_000_000))))
                        .cause())
                .hasMessage("deadlock: no node can go on, however much time passes\n  b waits in"
                        + " subscription.next(\"news\", 2400000000h)");
    }

    @Test
    void readingWhatNobodyChangesIsALivelock() {
        assertThat(failureOf(nodes -> nodes.run(a -> {
                            while (!a.cache().exists("key")) {
                                a.work("try again");
                            }
                        }))
                        .cause())
                .hasMessageContaining("a")
                .hasMessageContaining("cache.exists(\"key\")");
    }

    @Test
    void aLoopThatEndsByItselfIsNoLivelock() {
        assertThat(Exploration.create()
                        .run(nodes -> nodes.run(
                                a -> {
                                    for (int i = 0; i < 20 && !a.cache().exists("key"); i++) {}
                                },
                                b -> {}))
                        .verdict())
                .isEqualTo(Verdict.PROVED);
    }

    @Test
    void aLoopThatWritesIsShownAtTheLimit() {
        ScheduleFailure failure = Exploration.create()
                .maxSteps(100)
                .run(nodes -> nodes.run(a -> {
                    while (!a.cache().exists("stop")) {
                        a.cache().increment("turns", 1);
                    }
                }))
                .failure()
                .orElseThrow();

        assertThat(failure.cause())
                .hasMessage("the schedule has not ended after 100 steps; it keeps repeating these:\n"
                        + "  a: cache.exists(\"stop\")\n"
                        + "  a: cache.increment(\"turns\", 1)");
    }

    @Test
    void renewingALeaseAtTheSameInstantChangesNothing() {
        ExplorationResult result = Exploration.create()
                .run(nodes -> nodes.run(
                        a -> {
                            a.cache().setText("lease", "a", Duration.ofSeconds(10));
                            while (!a.cache().exists("done")) {
                                a.cache().expire("lease", Duration.ofSeconds(10));
                            }
                        },
                        b -> b.cache().setText("done", "yes")));

        assertThat(result.failure()).isEmpty();
    }

    private static ScheduleFailure failureOf(Program program) {
        return Exploration.create().run(program).failure().orElseThrow();
    }
}
