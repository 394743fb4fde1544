// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets threads go at the same moment. They do not sleep meanwhile, for waking takes longer than a call on memory does, and
 * one after another they would never meet.
 */
final class StartLine {

    /** How often to look before somebody else may have the processor, who may be the one that is missing. */
    private static final int LOOKS = 2_000;

    private final AtomicInteger missing;

    StartLine(int threads) {
        missing = new AtomicInteger(threads);
    }

    /** Returns when all threads have called this. */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing hangs on the hint: who looks on would find out as well, later.
    void await() throws TimeoutException {
        missing.decrementAndGet();
        long start = System.nanoTime();
        for (int look = 1; missing.get() > 0; look++) {
            if (look % LOOKS != 0) {
                Thread.onSpinWait();
            } else if (System.nanoTime() - start < BackgroundThreads.AT_MOST.toNanos()) {
                Thread.yield();
            } else {
                throw new TimeoutException("not every thread of a race came to its start");
            }
        }
    }
}
