// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** A bounded wait that spins, since what it waits for is only microseconds away. */
final class Patience {

    /** How many times to look before yielding the processor, perhaps to the thread that is waited for. */
    private static final int LOOKS = 2_000;

    private final Duration limit;
    private final String failure;
    private final long start = System.nanoTime();
    private int looks;

    Patience(Duration limit, String failure) {
        this.limit = limit;
        this.failure = failure;
    }

    /** Spins or yields for a moment. */
    @SuppressWarnings("ThreadPriorityCheck") // The hint only saves time.
    void lookAgain() throws TimeoutException {
        if (++looks % LOOKS != 0) {
            Thread.onSpinWait();
        } else if (System.nanoTime() - start < limit.toNanos()) {
            Thread.yield();
        } else {
            throw new TimeoutException(failure);
        }
    }
}
