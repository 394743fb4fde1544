// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.history;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps running threads together: releases them in groups as large as the number of processors, since more cannot run
 * at the same time. No thread waits for long, so a thread may continue alone.
 */
final class Rendezvous {

    /** About as long as a thread's calls on one key take on the in-memory adapter. */
    private static final long PATIENCE_NANOS = 20_000;

    private final int threads;
    private final int together;
    private final AtomicInteger arrived = new AtomicInteger();

    Rendezvous(int threads) {
        this.threads = threads;
        this.together = Math.min(threads, Runtime.getRuntime().availableProcessors());
    }

    /** Returns when the other threads of the caller's group have arrived, or after a short time. */
    void await() {
        int mine = arrived.incrementAndGet();
        int last = Math.min(threads, (mine + together - 1) / together * together);
        long start = System.nanoTime();
        while (arrived.get() < last && System.nanoTime() - start < PATIENCE_NANOS) {
            Thread.onSpinWait();
        }
    }
}
