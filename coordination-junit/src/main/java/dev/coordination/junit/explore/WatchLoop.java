// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Looks at an exploration at short intervals, on a thread that has nothing else to do. */
final class WatchLoop {

    /** The usual time between two looks, in nanoseconds. */
    static final long USUAL_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

    private WatchLoop() {}

    /**
     * Looks until the exploration is done, or until {@code look} returns false.
     *
     * @param done returns whether the exploration is done
     * @param onInterrupt called if the current thread is interrupted
     * @param pause returns the time until the next look, in nanoseconds
     * @param look looks; returns false to stop
     * @return true if the exploration is done, false if {@code look} has returned false
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
