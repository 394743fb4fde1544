package dev.coordination.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final int ROUNDS = 2_000;

    private final Gate gate = new Gate();

    @Test
    void manyShareIt() throws Exception {
        CountDownLatch allInside = new CountDownLatch(2 * Lanes.COUNT);
        List<FutureTask<Boolean>> sharing = new ArrayList<>();
        for (int i = 0; i < 2 * Lanes.COUNT; i++) {
            FutureTask<Boolean> task = new FutureTask<>(() -> {
                StampedLock lane = gate.lane();
                long shared = lane.readLock();
                try {
                    allInside.countDown();
                    allInside.await();
                } finally {
                    lane.unlockRead(shared);
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

    /** Each of the threads, whatever its lane, makes two steps that nobody who is alone may see between. */
    @Test
    void nobodySharesItWithOneAlone() throws Exception {
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        AtomicInteger running = new AtomicInteger();
        for (int i = 0; i < Lanes.COUNT; i++) {
            running.incrementAndGet();
            new Thread(() -> {
                        for (int round = 0; round < ROUNDS; round++) {
                            step(first, second);
                        }
                        running.decrementAndGet();
                    })
                    .start();
        }
        List<Integer> between = new ArrayList<>();
        do {
            gate.alone(() -> between.add(first.get() - second.get()));
        } while (running.get() > 0);

        assertThat(between).containsOnly(0);
        assertThat(second).hasValue(Lanes.COUNT * ROUNDS);
    }

    private void step(AtomicInteger first, AtomicInteger second) {
        StampedLock lane = gate.lane();
        long shared = lane.readLock();
        try {
            first.incrementAndGet();
            Thread.yield();
            second.incrementAndGet();
        } finally {
            lane.unlockRead(shared);
        }
    }

    @Test
    void itIsFreeAgainAfterWhoWasAloneHasFailed() {
        IllegalStateException failure = new IllegalStateException();

        assertThat(failureOf(() -> {
                    throw failure;
                }))
                .isSameAs(failure);

        StampedLock lane = gate.lane();
        long shared = lane.tryReadLock();
        assertThat(shared).isNotZero();
        lane.unlockRead(shared);
    }

    private Throwable failureOf(Runnable work) {
        try {
            gate.alone(work);
            return new AssertionError("did not fail");
        } catch (IllegalStateException e) {
            return e;
        }
    }
}
