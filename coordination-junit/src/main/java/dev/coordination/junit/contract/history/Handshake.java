// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.history;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets threads go once two of them run at once. Threads that were woken together often share one processor for a while, though
 * there is another, and as long as they do they call one after another.
 *
 * <p>All count. Who finds its count moved, within a moment in which it ran itself, has seen another run.
 */
final class Handshake {

    /** How often to look before counting on. */
    private static final int LOOKS = 20;

    /** Far longer than so many looks take, and far shorter than a thread is away when it loses its processor. */
    private static final long MOMENT_NANOS = 5_000;

    /** In this time a system moves threads to a processor that is free. */
    private static final long PATIENCE_NANOS = 5_000_000;

    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean done = Runtime.getRuntime().availableProcessors() == 1;

    /** Returns when two threads that called this were seen to run at once, or are not likely to. */
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
