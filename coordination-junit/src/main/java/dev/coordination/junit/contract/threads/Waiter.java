// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A call on its own thread that is expected to wait for something. */
public final class Waiter<T> {

    /** How many times to check whether a thread is waiting: more than needed on a machine that is not overloaded. */
    private static final int LOOKS = 400;

    private static final long BETWEEN_LOOKS_NANOS = 250_000;

    /** On an overloaded machine, a look takes far longer. The time for which a call waits has already begun. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);

    /**
     * How many times in a row a thread must be seen waiting. A thread that only acquires a lock waits for about a
     * microsecond.
     */
    private static final int ENOUGH = 4;

    private final FutureTask<T> task;
    private final BackgroundThreads background;
    private final Thread thread;

    Waiter(Callable<T> call, BackgroundThreads background) {
        this.background = background;
        task = new FutureTask<>(call);
        thread = new Thread(task, "coordination-contract-waiter");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for the call, and returns its result or throws its exception. */
    public T await() {
        return background.await(task);
    }

    /** Interrupts the thread. */
    public void interrupt() {
        thread.interrupt();
    }

    /** Returns when all of the calls are waiting or have ended, or after some time, as {@link #letAllSettle} does. */
    static <T> void letSettle(List<Waiter<T>> waiters) {
        letAllSettle(waiters.stream().map(waiter -> waiter.thread).toList());
    }

    /**
     * Returns when all of the threads are waiting or have ended, or after about a tenth of a second; on a busy machine, after up
     * to two seconds. This only makes the
     * intended interleaving likely, so no assertion may depend on it.
     */
    public static void letAllSettle(List<Thread> threads) {
        int seen = 0;
        long start = System.nanoTime();
        for (int look = 0; look < LOOKS && seen < ENOUGH && threads.stream().anyMatch(Thread::isAlive); look++) {
            if (System.nanoTime() - start > LONGEST_NANOS) {
                return;
            }
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
