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

    private final AtomicInteger missing;
    private final Duration patience;

    StartLine(int threads, Duration patience) {
        missing = new AtomicInteger(threads);
        this.patience = patience;
    }

    /** Returns when all threads have called this method. */
    void await() throws TimeoutException {
        missing.decrementAndGet();
        Patience left = new Patience(patience, "not every thread of a race reached its start");
        while (missing.get() > 0) {
            left.lookAgain();
        }
    }
}
