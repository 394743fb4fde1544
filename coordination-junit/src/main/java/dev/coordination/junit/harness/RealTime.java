// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The time of this machine, according to {@link System#nanoTime}. */
final class RealTime {

    private RealTime() {}

    /**
     * Waits for a duration.
     *
     * @throws IllegalStateException if the thread is interrupted; its interrupt status stays set
     */
    static void pass(Duration duration) {
        long start = System.nanoTime();
        long nanos = duration.toNanos();
        for (long left = nanos; left > 0; left = nanos - (System.nanoTime() - start)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted while time passed");
            }
            LockSupport.parkNanos(RealTime.class, left);
        }
    }
}
