// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Releases threads at the same moment. They spin instead of sleeping: waking a thread takes longer than an in-memory
 * call, so threads that are woken one after another would never meet.
 */
final class StartLine {

    /** How many times to look before yielding the processor, perhaps to the thread that is missing. */
    private static final int LOOKS = 2_000;

    private final AtomicInteger missing;
    private final Duration patience;

    StartLine(int threads, Duration patience) {
        missing = new AtomicInteger(threads);
        this.patience = patience;
    }

    /** Returns when all threads have called this. */
    @SuppressWarnings("ThreadPriorityCheck") // The hint only saves time.
    void await() throws TimeoutException {
        missing.decrementAndGet();
        long start = System.nanoTime();
        for (int look = 1; missing.get() > 0; look++) {
            if (look % LOOKS != 0) {
                Thread.onSpinWait();
            } else if (System.nanoTime() - start < patience.toNanos()) {
                Thread.yield();
            } else {
                throw new TimeoutException("not every thread of a race reached its start");
            }
        }
    }
}
