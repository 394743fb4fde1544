package dev.coordination.junit.contract;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** A call on a thread of its own that is expected to wait for something. */
final class Waiter<T> {

    /** How long to look for signs that a thread waits: more than a machine needs that is not overloaded. */
    private static final int LOOKS = 100;

    /** A thread that is seen waiting so often in a row is not just passing a lock. */
    private static final int ENOUGH = 3;

    private final FutureTask<T> task;
    private final Thread thread;

    Waiter(Callable<T> call) {
        task = new FutureTask<>(call);
        thread = new Thread(task, "coordination-contract-waiter");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for the call, and returns what it returned or throws what it threw. */
    T await() {
        return Background.await(task);
    }

    /** Interrupts the thread. */
    void interrupt() {
        thread.interrupt();
    }

    /**
     * Returns once a thread waits, or has ended, or did not come to rest within about a tenth of a second. That makes what the
     * test wants to happen next likely; no assertion may hang on it.
     */
    static void letSettle(Thread thread) {
        int seen = 0;
        for (int look = 0; look < LOOKS && seen < ENOUGH && thread.isAlive(); look++) {
            joinBriefly(thread);
            seen = isAtRest(thread.getState()) ? seen + 1 : 0;
        }
    }

    void letSettle() {
        letSettle(thread);
    }

    private static void joinBriefly(Thread thread) {
        try {
            thread.join(1);
        } catch (InterruptedException e) {
            throw Unchecked.asIs(e);
        }
    }

    private static boolean isAtRest(Thread.State state) {
        return switch (state) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
        };
    }
}
