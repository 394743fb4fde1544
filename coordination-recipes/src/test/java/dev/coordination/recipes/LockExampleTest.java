// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.junit.Node;
import dev.coordination.junit.explore.EveryInterleaving;
import dev.coordination.junit.explore.Nodes;
import dev.coordination.junit.explore.Section;
import dev.coordination.junit.explore.Verdict;
import dev.coordination.memory.FakeClock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The examples of the lock in {@code docs/recipes.md}. */
@CoordinationTest
class LockExampleTest {

    /** Stands for what is written to. */
    interface Storage {
        void write(long fencingToken, String text);
    }

    /** Stands for work that takes long. */
    static final class Import {

        private final Runnable work;
        private boolean cancelled;

        Import(Runnable work) {
            this.work = work;
        }

        void run(long fencingToken) {
            assertThat(fencingToken).isPositive();
            work.run();
        }

        void cancel() {
            cancelled = true;
        }

        boolean isCancelled() {
            return cancelled;
        }
    }

    private static FencedLock lock(DistributedCoordination coordination, ScheduledExecutorService scheduler) {
        return FencedLock.builder(coordination, "accounts", scheduler)
                .renewing()
                .build();
    }

    private static void transfer(FencedLock lock, Storage storage) throws InterruptedException, TimeoutException {
        try (HeldLock held = lock.lock(ofSeconds(10))) {
            storage.write(held.fencingToken(), "transferred");
        }
    }

    private static boolean importAll(FencedLock lock, Import job) {
        Optional<HeldLock> held = lock.tryLock();
        if (held.isEmpty()) {
            return false; // Somebody else imports.
        }
        try (HeldLock toClose = held.get().onLost(reason -> job.cancel())) {
            job.run(toClose.fencingToken());
        }
        return !job.isCancelled();
    }

    @Test
    void aWaiterGetsTheLockOfANodeThatHasDied(
            @Node("a") DistributedCoordination a,
            @Node("b") DistributedCoordination b,
            ScheduledExecutorService scheduler,
            FakeClock clock)
            throws Exception {
        HeldLock held = FencedLock.builder(a, "accounts", scheduler)
                .build() // Does not renew, like a node that has died.
                .tryLock()
                .orElseThrow();
        FencedLock lock = lock(b, scheduler);

        HeldLock next = clock.during(ofSeconds(20), () -> lock.lock(ofSeconds(20)));

        assertThat(held.isValid()).isFalse();
        assertThat(next.fencingToken()).isGreaterThan(held.fencingToken());
        next.close();
    }

    @Test
    void anImportIsCancelledWhenTheLockIsLost(
            DistributedCoordination coordination, ScheduledExecutorService scheduler, FakeClock clock) {
        FencedLock lock = lock(coordination, scheduler);
        Import job = new Import(() -> {
            coordination.leaderElection().currentLeader("accounts").ifPresent(coordination.leaderElection()::release);
            clock.advance(ofSeconds(5));
        });

        assertThat(importAll(lock, job)).isFalse();
        assertThat(importAll(lock, new Import(() -> clock.advance(ofSeconds(60)))))
                .isTrue();
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void onlyOneNodeTransfersAtATime(Nodes nodes) {
        Section transfers = nodes.section("transfers");
        List<String> order = nodes.ghostList();

        nodes.run(
                a -> transfer(
                        lock(a, a.scheduler()),
                        (token, text) -> transfers.run(() -> {
                            a.work(text);
                            order.add("a");
                        })),
                b -> transfer(
                        lock(b, b.scheduler()),
                        (token, text) -> transfers.run(() -> {
                            b.work(text);
                            order.add("b");
                        })));

        assertThat(order).containsExactlyInAnyOrder("a", "b");
        nodes.sometimes("a was first", order.get(0).equals("a"));
        nodes.sometimes("b was first", order.get(0).equals("b"));
    }
}
