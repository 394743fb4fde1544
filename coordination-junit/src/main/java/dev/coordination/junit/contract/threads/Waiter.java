// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/** A call on a thread of its own that is expected to wait for something. */
public final class Waiter<T> {

    /** How long to look for signs that a thread waits: more than a machine needs that is not overloaded. */
    private static final int LOOKS = 400;

    private static final long BETWEEN_LOOKS_NANOS = 250_000;

    /** A thread that is seen waiting so often in a row is not just passing a lock: that takes a microsecond. */
    private static final int ENOUGH = 4;

    private final FutureTask<T> task;
    private final Thread thread;

    Waiter(Callable<T> call) {
        task = new FutureTask<>(call);
        thread = new Thread(task, "coordination-contract-waiter");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for the call, and returns what it returned or throws what it threw. */
    public T await() {
        return BackgroundThreads.await(task);
    }

    /** Interrupts the thread. */
    public void interrupt() {
        thread.interrupt();
    }

    /**
     * Returns once a thread waits, or has ended, or did not come to rest within about a tenth of a second. That makes what the
     * test wants to happen next likely; no assertion may hang on it.
     */
    public static void letSettle(Thread thread) {
        letAllSettle(List.of(thread));
    }

    /** Returns once all of them wait, likewise. */
    static <T> void letSettle(List<Waiter<T>> waiters) {
        letAllSettle(waiters.stream().map(waiter -> waiter.thread).toList());
    }

    private static void letAllSettle(List<Thread> threads) {
        int seen = 0;
        for (int look = 0; look < LOOKS && seen < ENOUGH && threads.stream().anyMatch(Thread::isAlive); look++) {
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            if (Thread.interrupted()) {
                throw Unchecked.asIs(new InterruptedException());
            }
            seen = threads.stream().allMatch(Waiter::isAtRest) ? seen + 1 : 0;
        }
    }

    private static boolean isAtRest(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, BLOCKED, TERMINATED -> true;
            case NEW, RUNNABLE -> false;
        };
    }
}
