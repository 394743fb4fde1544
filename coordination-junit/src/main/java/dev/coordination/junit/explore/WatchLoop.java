// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Looks at an exploration again and again, on a thread that has nothing else to do. */
final class WatchLoop {

    /** How long to wait before one looks again. */
    static final long USUAL_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

    private WatchLoop() {}

    /**
     * Looks until there is nothing more to see.
     *
     * @param done whether there is nothing more to see
     * @param onInterrupt what to do if the current thread is interrupted
     * @param pause how many nanoseconds to wait before one looks again
     * @param look looks; returns false to stop
     * @return false if {@code look} has
     */
    static boolean run(BooleanSupplier done, Runnable onInterrupt, LongSupplier pause, BooleanSupplier look) {
        Carrier before = Carrier.current();
        new Carrier().enter();
        boolean interrupted = false;
        try {
            while (!done.getAsBoolean()) {
                LockSupport.parkNanos(look, pause.getAsLong());
                if (Thread.interrupted()) {
                    interrupted = true;
                    onInterrupt.run();
                }
                if (!look.getAsBoolean()) {
                    return false;
                }
            }
            return true;
        } finally {
            if (before == null) {
                Carrier.leave();
            } else {
                before.enter();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
