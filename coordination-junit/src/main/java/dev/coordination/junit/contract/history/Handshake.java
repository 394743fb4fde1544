// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.history;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Releases threads as soon as two of them run at the same time. Threads that were woken together often share one
 * processor for a while even though another one is free, and would make their calls one after another.
 *
 * <p>All threads increment one counter. A thread that has been running without a break and finds the counter changed
 * has seen another thread run.
 */
final class Handshake {

    /** How many times a thread spins before it looks at the counter. */
    private static final int LOOKS = 20;

    /**
     * Far longer than {@link #LOOKS} spins take, and far shorter than the time that a thread loses when it is
     * descheduled.
     */
    private static final long MOMENT_NANOS = 5_000;

    /** The maximum time to wait. By then, the system has usually moved threads to a free processor. */
    private static final long PATIENCE_NANOS = 5_000_000;

    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean done = Runtime.getRuntime().availableProcessors() == 1;

    /** Returns when two of the calling threads have been seen to run at once, or when that has become unlikely. */
    void await() {
        long start = System.nanoTime();
        long before = start;
        while (!done) {
            int own = count.incrementAndGet();
            for (int look = 0; look < LOOKS; look++) {
                Thread.onSpinWait();
            }
            boolean moved = count.get() != own;
            long now = System.nanoTime();
            if (moved && now - before < MOMENT_NANOS || now - start > PATIENCE_NANOS) {
                done = true;
            }
            before = now;
        }
    }
}
