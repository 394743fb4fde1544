// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One clock governs everything that expires: T-01. */
abstract class TimeContract extends ContractArea {

    /** Keys, terms and members expire together, on every handle. */
    @Test
    @Tag("T-01")
    void oneClockGovernsEverythingThatExpires() {
        DistributedCoordination other = connect();
        coordination.cache().set("k", bytes("x"), units(4));
        coordination.cache().increment("c", 1, units(4));
        coordination.leaderElection().tryAcquire("e", "n", units(4));
        coordination.clusterMembership().register("n", Map.of(), units(4));

        time().advance(units(3));
        for (DistributedCoordination handle : List.of(coordination, other)) {
            assertThat(handle.cache().exists("k")).isTrue();
            assertThat(handle.cache().exists("c")).isTrue();
            assertThat(handle.leaderElection().currentLeader("e")).isPresent();
            assertThat(handle.clusterMembership().activeNodes()).containsExactly("n");
        }

        time().advance(units(1));
        for (DistributedCoordination handle : List.of(coordination, other)) {
            assertThat(handle.cache().exists("k")).isFalse();
            assertThat(handle.cache().exists("c")).isFalse();
            assertThat(handle.leaderElection().currentLeader("e")).isEmpty();
            assertThat(handle.clusterMembership().activeNodes()).isEmpty();
        }
    }

    @Test
    @Tag("T-01")
    void manySmallStepsAddUp() {
        coordination.cache().set("k", bytes("x"), units(10));

        for (int i = 0; i < 9; i++) {
            time().advance(units(1));
            assertThat(coordination.cache().exists("k"))
                    .as("after %s units", i + 1)
                    .isTrue();
        }
        time().advance(units(1));
        assertThat(coordination.cache().exists("k")).isFalse();
    }

    /** The lease stays alive while time passes, and ends after the task is cancelled. */
    @Test
    @Tag("T-01")
    void aScheduledRenewalKeepsALeaseAlive() {
        Leadership held =
                coordination.leaderElection().tryAcquire("e", "n", units(4)).orElseThrow();
        List<Boolean> renewed = new ArrayList<>();
        var renewal = time().scheduler()
                .scheduleAtFixedRate(
                        () -> renewed.add(coordination.leaderElection().renew(held, units(4))),
                        units(2).toMillis(),
                        units(2).toMillis(),
                        TimeUnit.MILLISECONDS);

        time().advance(units(10));
        assertThat(renewed).hasSize(5).containsOnly(true);
        assertThat(coordination.leaderElection().currentLeader("e")).contains(held);

        renewal.cancel(false);
        time().advance(units(4));
        assertThat(coordination.leaderElection().currentLeader("e")).isEmpty();
    }

    /** Tasks that are due at the same instant run in the order in which they were scheduled. */
    @Test
    @Tag("T-01")
    void tasksOfSeveralNodesRunInDueOrder() {
        ScheduledExecutorService a = time().newScheduler("a");
        ScheduledExecutorService b = time().newScheduler("b");
        List<String> ran = new ArrayList<>();
        schedule(b, 3, () -> ran.add("b at 3"));
        schedule(a, 2, () -> ran.add("a at 2"));
        schedule(time().scheduler(), 2, () -> ran.add("at 2 too"));
        schedule(b, 1, () -> ran.add("b at 1"));
        schedule(a, 4, () -> ran.add("a at 4"));

        time().advance(units(3));
        assertThat(ran).as("the tasks that ran").containsExactly("b at 1", "a at 2", "at 2 too", "b at 3");

        time().advance(units(1));
        assertThat(ran).as("the tasks that ran").endsWith("a at 4").hasSize(5);
    }

    /** The node can get a new scheduler afterwards. */
    @Test
    @Tag("T-01")
    void aNodeThatShutsDownItsSchedulerDoesNotStopOthers() {
        ScheduledExecutorService a = time().newScheduler("a");
        ScheduledExecutorService b = time().newScheduler("b");
        List<String> ran = new ArrayList<>();
        schedule(a, 1, () -> ran.add("a"));
        schedule(b, 1, () -> ran.add("b"));

        a.shutdownNow();
        schedule(time().newScheduler("a"), 1, () -> ran.add("a again"));
        time().advance(units(2));

        assertThat(ran).as("the tasks that ran").containsExactly("b", "a again");
        assertThat(b.isShutdown())
                .as("whether the scheduler is shut down, so that its tasks do not run")
                .isFalse();
    }

    /** Tasks see the advancing time, too. */
    @Test
    @Tag("T-01")
    void theClockAdvancesAsTimePasses() {
        Instant start = time().clock().instant();
        List<Instant> ran = new ArrayList<>();
        schedule(time().scheduler(), 2, () -> ran.add(time().clock().instant()));

        time().advance(units(4));

        assertThat(ran)
                .as("the tasks that ran")
                .singleElement()
                .satisfies(instant -> assertThat(instant).isAfter(start.plus(units(1))));
        assertThat(time().clock().instant()).as("the time of the clock").isAfter(start.plus(units(3)));
    }

    private void schedule(ScheduledExecutorService scheduler, long units, Runnable task) {
        Future<?> unused = scheduler.schedule(task, units(units).toMillis(), TimeUnit.MILLISECONDS);
    }
}
