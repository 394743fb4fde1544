package dev.coordination.redis;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Waits for what a test cannot be told of. */
final class Await {

    private static final long AT_MOST_NANOS = 20_000_000_000L;

    private Await() {}

    static <T> T inTime(String what, @Nullable T received) {
        if (received == null) {
            throw new AssertionError("waited in vain for " + what);
        }
        return received;
    }

    /** Returns when a condition holds; fails after 20 seconds. */
    static void until(String what, Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - start > AT_MOST_NANOS) {
                throw new AssertionError("waited in vain until " + what);
            }
            Thread.yield();
        }
    }
}
