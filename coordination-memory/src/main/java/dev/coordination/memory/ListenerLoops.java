// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of a backend. A thread can wait until they have received everything.
 *
 * <p>While no thread waits, the only cost to a listener is one read of {@link #settlingCount} each time it becomes
 * idle.
 */
final class ListenerLoops {

    /** The loops of open subscriptions, and of closed subscriptions whose last call has not returned. */
    private final Set<ListenerLoop> loops = ConcurrentHashMap.newKeySet();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();

    /** The number of threads that wait in {@link #settle}. */
    private final AtomicInteger settlingCount = new AtomicInteger();

    void add(ListenerLoop loop) {
        loops.add(loop);
    }

    void remove(ListenerLoop loop) {
        loops.remove(loop);
    }

    /** Returns the number of loops. */
    int count() {
        return loops.size();
    }

    /** Wakes the threads that wait in {@link #settle}, because a listener has become idle. */
    void signalIdle() {
        if (settlingCount.get() > 0) {
            lock.lock();
            try {
                idle.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Blocks until there is a moment at which no listener is being called and none has anything left to receive. */
    void settle(Duration guard) throws InterruptedException {
        checkNotListener();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        loops.forEach(ListenerLoop::submitIfBehind);
        lock.lockInterruptibly();
        try {
            // Before the first check, so that a listener that becomes idle after that check wakes this thread.
            settlingCount.incrementAndGet();
            awaitIdle(guard);
        } finally {
            settlingCount.decrementAndGet();
            lock.unlock();
        }
    }

    private void checkNotListener() {
        for (ListenerLoop loop : loops) {
            if (loop.isOn(Thread.currentThread())) {
                throw new IllegalStateException("settle() was called by the listener of the " + loop
                        + ", and would wait for that listener to return: call it from the test's own thread");
            }
        }
    }

    private void awaitIdle(Duration guard) throws InterruptedException {
        long start = System.nanoTime();
        Map<ListenerLoop, Long> before = null;
        while (true) {
            Map<ListenerLoop, Long> turns = turnsIfAllIdle();
            if (turns != null && turns.equals(before)) {
                return; // All were idle in two checks, and none ran between them, so all were idle at the same time.
            }
            before = turns;
            long left = nanos(guard) - (System.nanoTime() - start);
            if (left <= 0) {
                throw unsettled(guard);
            }
            if (turns == null) {
                long unusedLeft = idle.awaitNanos(left);
            }
        }
    }

    /** Checks one listener after the other. Returns how many times each has run, or null if one is not idle. */
    private @Nullable Map<ListenerLoop, Long> turnsIfAllIdle() {
        Map<ListenerLoop, Long> turns = new HashMap<>();
        for (ListenerLoop loop : loops) {
            OptionalLong turn = loop.turnsIfIdle();
            if (turn.isEmpty()) {
                return null;
            }
            turns.put(loop, turn.getAsLong());
        }
        return turns;
    }

    private UnsettledListenersException unsettled(Duration guard) {
        List<ListenerLoop> busy =
                loops.stream().filter(loop -> loop.turnsIfIdle().isEmpty()).toList();
        StringBuilder message = new StringBuilder(
                busy.isEmpty()
                        ? String.format(
                                Locale.ROOT,
                                "the %d listeners were never all idle at the same time within %d ms of real time: they"
                                        + " were called again and again, perhaps because of messages that they publish"
                                        + " themselves",
                                loops.size(),
                                guard.toMillis())
                        : String.format(
                                Locale.ROOT,
                                "still busy after %d ms of real time: %d of %d listeners",
                                guard.toMillis(),
                                busy.size(),
                                loops.size()));
        busy.forEach(loop -> message.append("\n  ").append(loop.describe()));
        UnsettledListenersException unsettled = new UnsettledListenersException(message.toString());
        busy.forEach(loop -> loop.addStackTrace(unsettled));
        return unsettled;
    }

    private static long nanos(Duration guard) {
        return guard.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? guard.toNanos() : Long.MAX_VALUE;
    }
}
