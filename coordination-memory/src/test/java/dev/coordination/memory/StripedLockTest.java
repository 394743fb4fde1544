// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.Test;

class StripedLockTest {

    private static final int ROUNDS = 2_000;

    private final StripedLock lock = new StripedLock();

    /** Other tests may create threads at the same time, so the ids of these threads need not be consecutive. */
    @Test
    void threadsWithConsecutiveIdsHaveDifferentStripes() throws Exception {
        List<StampedLock> stripes = new ArrayList<>();
        for (long id = 0; id < StripedLock.STRIPES; id++) {
            FutureTask<StampedLock> stripe = new FutureTask<>(lock::stripe);
            Thread thread = new Thread(stripe);
            while (thread.getId() % StripedLock.STRIPES != id) {
                thread = new Thread(stripe);
            }
            thread.start();
            stripes.add(stripe.get());
        }

        assertThat(stripes).doesNotHaveDuplicates().doesNotContainNull();
    }

    @Test
    void aThreadKeepsItsStripe() {
        assertThat(lock.stripe()).isSameAs(lock.stripe());
    }

    @Test
    void manyThreadsCanShareTheLock() throws Exception {
        CountDownLatch allInside = new CountDownLatch(2 * StripedLock.STRIPES);
        List<FutureTask<Boolean>> sharing = new ArrayList<>();
        for (int i = 0; i < 2 * StripedLock.STRIPES; i++) {
            FutureTask<Boolean> task = new FutureTask<>(() -> {
                StampedLock stripe = lock.stripe();
                long stamp = stripe.readLock();
                try {
                    allInside.countDown();
                    allInside.await();
                } finally {
                    stripe.unlockRead(stamp);
                }
                return true;
            });
            sharing.add(task);
            new Thread(task).start();
        }

        for (FutureTask<Boolean> task : sharing) {
            assertThat(task.get()).isTrue();
        }
    }

    /**
     * Each thread takes two steps, on any stripe, and the exclusive holder must never see the first step without the
     * second.
     */
    @Test
    void noThreadSharesTheLockWithTheExclusiveHolder() throws Exception {
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        AtomicInteger running = new AtomicInteger();
        for (int i = 0; i < StripedLock.STRIPES; i++) {
            running.incrementAndGet();
            new Thread(() -> {
                        for (int round = 0; round < ROUNDS; round++) {
                            takeTwoSteps(first, second);
                        }
                        running.decrementAndGet();
                    })
                    .start();
        }
        List<Integer> differences = new ArrayList<>();
        do {
            lock.exclusively(() -> differences.add(first.get() - second.get()));
        } while (running.get() > 0);

        assertThat(differences).containsOnly(0);
        assertThat(second).hasValue(StripedLock.STRIPES * ROUNDS);
    }

    private void takeTwoSteps(AtomicInteger first, AtomicInteger second) {
        StampedLock stripe = lock.stripe();
        long stamp = stripe.readLock();
        try {
            first.incrementAndGet();
            Thread.yield();
            second.incrementAndGet();
        } finally {
            stripe.unlockRead(stamp);
        }
    }

    @Test
    void isFreeAgainAfterTheExclusiveActionHasFailed() {
        IllegalStateException failure = new IllegalStateException();

        assertThat(failureOf(() -> {
                    throw failure;
                }))
                .isSameAs(failure);

        StampedLock stripe = lock.stripe();
        long stamp = stripe.tryReadLock();
        assertThat(stamp).isNotZero();
        stripe.unlockRead(stamp);
    }

    private Throwable failureOf(Runnable action) {
        try {
            lock.exclusively(action);
            return new AssertionError("did not fail");
        } catch (IllegalStateException e) {
            return e;
        }
    }
}
