// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits for conditions that cannot notify the test. */
final class Await {

    private static final long POLL_NANOS = 200_000L;
    private static final long TIMEOUT_NANOS = 20_000_000_000L;

    private Await() {}

    static <T> T inTime(String what, @Nullable T received) {
        if (received == null) {
            throw new AssertionError("did not receive within 20 seconds: " + what);
        }
        return received;
    }

    /** Waits until a condition holds; fails after 20 seconds. */
    static void until(String what, Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - start > TIMEOUT_NANOS) {
                throw new AssertionError("timed out after 20 seconds, waiting until " + what);
            }
            LockSupport.parkNanos(POLL_NANOS); // Many tests may wait at the same time.
        }
    }
}
