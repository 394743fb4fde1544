// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.history;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps threads together that have started already: as many go on at once as there are processors, for the others could only
 * come later. It may let a thread go on alone, and nobody waits for long.
 */
final class Rendezvous {

    /** About as long as it takes a thread to do on memory what it does between two of these. */
    private static final long PATIENCE_NANOS = 20_000;

    private final int threads;
    private final int together;
    private final AtomicInteger arrived = new AtomicInteger();

    Rendezvous(int threads) {
        this.threads = threads;
        this.together = Math.min(threads, Runtime.getRuntime().availableProcessors());
    }

    /** Returns when those have come with whom the caller goes on, or soon. */
    void await() {
        int mine = arrived.incrementAndGet();
        int last = Math.min(threads, (mine + together - 1) / together * together);
        long start = System.nanoTime();
        while (arrived.get() < last && System.nanoTime() - start < PATIENCE_NANOS) {
            Thread.onSpinWait();
        }
    }
}
