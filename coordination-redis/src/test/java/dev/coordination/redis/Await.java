// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Waits for conditions that cannot notify the test. */
final class Await {

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
            Thread.yield();
        }
    }
}
